package io.munia.ipam;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.ipam.store.KeyValueStore;
import io.munia.ipam.store.MemoryStore;
import io.munia.ipam.store.SqliteStore;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Many threads and many processes on one store: nothing is given out twice, and nothing that was
/// acknowledged is lost, whoever is killed and whenever.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SharedStoreTest {
  @TempDir private Path folder;

  @Test
  void threads_of_many_nodes_race_for_blocks_and_none_gets_anothers() throws Exception {
    try (MemoryStore store = new MemoryStore()) {
      race(store, 12, 40);
    }
  }

  @Test
  void threads_of_many_nodes_race_for_blocks_in_a_file() throws Exception {
    try (SqliteStore store = SqliteStore.open(folder.resolve("ipam.db"))) {
      race(store, 6, 20);
    }
  }

  @Test
  void nodes_that_start_a_rack_at_the_same_time_share_its_first_span() {
    Path file = folder.resolve("ipam.db");
    try (SqliteStore here = SqliteStore.open(file);
        SqliteStore there = SqliteStore.open(file);
        Ipam first = Fixtures.open(here, "r1", "n1", IpamProcess.pool());
        Ipam second = Fixtures.open(there, "r1", "n2", IpamProcess.pool())) {
      Fixtures.assign(first, "one", IpVersion.V4);
      Fixtures.assign(
          second, "two", IpVersion.V4); // before its watch can have seen the first claim
      assertThat(second.own().aggregates()).hasSize(1);
      assertThat(second.own().aggregates().getFirst().length())
          .isEqualTo(IpamProcess.pool().levels().getLast().spanLength());
    }
  }

  private static void race(KeyValueStore store, int nodes, int each) throws Exception {
    Map<IpAddress, String> given = new ConcurrentHashMap<>();
    Set<String> twice = ConcurrentHashMap.newKeySet();
    List<Ipam> open = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int n = 0; n < nodes; n++) {
      Ipam ipam = Fixtures.open(store, "r" + n % 3, "n" + n, IpamProcess.pool());
      open.add(ipam);
      for (int t = 0; t < 3; t++) {
        String prefix = "n" + n + "." + t + ".";
        threads.add(
            Thread.ofVirtual()
                .start(() -> {
                  for (int i = 0; i < each; i++) {
                    IpAddress address = Fixtures.assign(ipam, prefix + i, IpVersion.V4).address();
                    if (given.put(address, prefix + i) != null) {
                      twice.add(address.toString());
                    }
                  }
                }));
      }
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(twice).isEmpty();
    assertThat(given).hasSize(nodes * 3 * each);
    assertThat(open.getFirst().check()).isEmpty();
    for (Ipam ipam : open) {
      OwnPrefixes own = ipam.own();
      assertThat(own.blocks())
          .allMatch(block -> own.aggregates().stream().anyMatch(a -> a.contains(block)));
      ipam.close();
    }
  }

  @Test
  void processes_on_one_file_share_it_without_overlap() throws Exception {
    Path file = folder.resolve("ipam.db");
    List<Process> processes = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      processes.add(start(file, "r" + n % 2, "n" + n, 15));
    }
    Map<String, IpAddress> kept = new HashMap<>();
    for (Process process : processes) {
      kept.putAll(new Ledger().read(process, Integer.MAX_VALUE).mustBe);
      assertThat(process.waitFor()).isZero();
    }
    assertThat(kept).hasSize(3 * 4 * 10);
    verify(file, kept, Set.of());
  }

  @Test
  void a_process_killed_in_the_middle_loses_nothing_that_was_acknowledged() throws Exception {
    Path file = folder.resolve("ipam.db");
    Map<String, IpAddress> kept = new HashMap<>();
    Set<String> gone = new HashSet<>();
    Process witness = start(file, "r1", "witness", 40);
    for (int round = 0; round < 4; round++) {
      Process victim = start(file, "r1", "victim", 100_000);
      Ledger ledger = new Ledger().read(victim, 20 + 37 * round);
      // By its handle: what it has said already stays readable.
      victim.toHandle().destroyForcibly();
      victim.waitFor();
      ledger.read(victim, Integer.MAX_VALUE);
      kept.putAll(ledger.mustBe);
      gone.addAll(ledger.mustNotBe);
    }
    kept.putAll(new Ledger().read(witness, Integer.MAX_VALUE).mustBe);
    assertThat(witness.waitFor()).isZero();
    verify(file, kept, gone);
  }

  /// What a process has said, and what must therefore be so.
  private static final class Ledger {
    private final Map<String, IpAddress> mustBe = new HashMap<>();
    private final Set<String> mustNotBe = new HashSet<>();

    Ledger read(Process process, int lines) throws IOException {
      BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
      for (int i = 0; i < lines; i++) {
        String line = out.readLine();
        if (line == null) {
          break;
        }
        String[] words = line.split(" ", -1);
        switch (words[0]) {
          case "+" -> {
            if (words.length == 3) {
              mustBe.put(words[1], IpAddress.parse(words[2]));
            }
          }
          case "?" -> mustBe.remove(words[1]);
          case "-" -> mustNotBe.add(words[1]);
          default -> throw new AssertionError(line);
        }
      }
      return this;
    }
  }

  private static void verify(Path file, Map<String, IpAddress> kept, Set<String> gone) {
    assertThat(new HashSet<>(kept.values())).hasSize(kept.size());
    try (SqliteStore store = SqliteStore.open(file);
        Ipam ipam = Fixtures.open(store, "r1", "verifier", IpamProcess.pool())) {
      assertThat(ipam.check()).isEmpty();
      kept.forEach((handle, address) ->
          assertThat(ipam.allocations(handle))
              .as(handle)
              .extracting(Allocation::address)
              .containsExactly(address));
      gone.forEach(handle -> assertThat(ipam.allocations(handle)).as(handle).isEmpty());
      assertThat(ipam.show().pools().getFirst().aggregates())
          .allMatch(IpamProcess.pool().cidr()::contains);
    }
  }

  private static Process start(Path file, String rack, String node, int each) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home", ""), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path", ""),
            IpamProcess.class.getName(),
            file.toString(),
            rack,
            node,
            Integer.toString(each))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
