package io.munia.ipam.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.ipam.store.KeyValueStore.Change;
import io.munia.ipam.store.KeyValueStore.Listing;
import io.munia.ipam.store.KeyValueStore.Outcome;
import io.munia.ipam.store.KeyValueStore.Transaction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store promises, told of each of ours.
class KeyValueStoreTest {
  @TempDir private Path folder;

  private KeyValueStore open(String kind) {
    return kind.equals("memory") ? new MemoryStore() : SqliteStore.open(folder.resolve("ipam.db"));
  }

  private static Transaction.Builder put(String key, String value) {
    return Transaction.builder().put(key, value.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> texts(Listing listing) {
    return listing.entries().values().stream()
        .map(
            e -> e.key() + "=" + new String(e.value(), StandardCharsets.UTF_8) + "@" + e.revision())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite"})
  void a_commit_raises_the_one_revision_and_stamps_what_it_writes(String kind) {
    try (KeyValueStore store = open(kind)) {
      assertThat(store.commit(put("/b", "1").put("/a", new byte[] {'2'}).build()))
          .isEqualTo(new Outcome.Committed(1));
      assertThat(store.commit(put("/a/c", "3").delete("/b").build()))
          .isEqualTo(new Outcome.Committed(2));
      assertThat(texts(store.list("/a"))).containsExactly("/a=2@1", "/a/c=3@2");
      assertThat(texts(store.list("/"))).containsExactly("/a=2@1", "/a/c=3@2");
      assertThat(texts(store.get(List.of("/b", "/a/c")))).containsExactly("/a/c=3@2");
      assertThat(store.list("/x").revision()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite"})
  void a_condition_that_fails_leaves_everything_as_it_was_and_shows_what_is(String kind) {
    try (KeyValueStore store = open(kind)) {
      store.commit(put("/a", "1").build());
      Outcome late = store.commit(put("/b", "2").put("/a", new byte[0]).when("/a", 0).build());
      assertThat(late)
          .isInstanceOfSatisfying(
              Outcome.Conflict.class,
              conflict -> assertThat(texts(conflict.current())).containsExactly("/a=1@1"));
      assertThat(texts(store.list("/"))).containsExactly("/a=1@1");
      assertThat(store.commit(put("/a", "3").when("/a", 1).when("/b", 0).build()))
          .isEqualTo(new Outcome.Committed(2));
      store.commit(Transaction.builder().delete("/a").build());
      assertThat(store.commit(put("/a", "4").when("/a", 0).build()))
          .isEqualTo(new Outcome.Committed(4));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"memory", "sqlite"})
  void a_watch_sees_every_change_after_its_revision_and_no_other(String kind) throws Exception {
    try (KeyValueStore store = open(kind)) {
      store.commit(put("/a/1", "old").build());
      var seen = new LinkedBlockingQueue<String>();
      KeyValueStore.Subscription watch = store.watch("/a/", 1, listener(seen));
      store.commit(put("/a/2", "new").put("/b/1", new byte[0]).build());
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("/a/2=new");
      store.commit(Transaction.builder().delete("/a/1").build());
      assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("/a/1 gone");
      watch.close();
      var more = new LinkedBlockingQueue<String>();
      store.watch("/a/", 3, listener(more));
      store.commit(put("/a/3", "x").build());
      assertThat(more.poll(10, TimeUnit.SECONDS)).isEqualTo("/a/3=x");
      assertThat(seen).isEmpty();
      assertThat(more).isEmpty();
    }
  }

  static KeyValueStore.Listener listener(LinkedBlockingQueue<String> seen) {
    return new KeyValueStore.Listener() {
      @Override
      public void changed(long revision, List<Change> changes) {
        changes.stream()
            .map(c ->
                c.entry() == null
                    ? c.key() + " gone"
                    : c.key() + "=" + new String(c.entry().value(), StandardCharsets.UTF_8))
            .forEach(seen::add);
      }

      @Override
      public void resync(Listing everything) {
        Stream.concat(Stream.of("resync"), texts(everything).stream()).forEach(seen::add);
      }
    };
  }
}
