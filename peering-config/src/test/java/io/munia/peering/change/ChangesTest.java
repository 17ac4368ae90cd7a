package io.munia.peering.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.peering.model.PeeringConfig;
import io.munia.peering.text.ConfigReader;
import io.munia.peering.text.Parsed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class ChangesTest {
  private static final String PEER = "address = 10.0.0.2, remote-as = internal";

  @TempDir Path folder;

  @Test
  void equal_configurations_differ_in_nothing_however_they_are_written() throws IOException {
    assertThat(
            Changes.between(
                    peers("a { " + PEER + " }"),
                    peers("a { port = 179, hold-time = 90s, " + PEER + ", passive = no }"))
                .all())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "port = 1790, next-session",
    "hold-time = 9s, next-session",
    "connect-retry = 1s, next-session",
    "passive = true, next-session",
    "local-address = 10.0.0.1, reset",
    "route-reflector-client = true, reset",
    "next-hop-self = true, reset",
    "cluster-id = 1.1.1.1, reset",
    "families = ipv6-unicast, reset",
    "add-path = both, reset",
    "advertise-best-external = true, reset",
    "enforce-first-as = false, reset",
    "import = reject-all, refresh",
    "export = reject-all, refresh",
    "password = x, reset",
    "advertisement-interval = 5s, reset",
    "client-to-client = false, reset",
    "prefix-limit = { ipv4-unicast { max = 9 } }, reset",
    "prefix-limit-out = { ipv4-unicast { max = 9 } }, reset",
    "bfd = on, live",
    "connect-retry-max = 60s, next-session",
    "delay-open = 5s, next-session",
    "hold-time-min = 9s, next-session",
    "require = route-refresh, next-session",
    "extended-next-hop = true, reset",
    "link-local-next-hop = double, next-session",
    "multihop = 2, reset",
    "ttl-security = 1, reset",
    "dscp = ef, reset",
    "interface = eth0, reset",
    "vrf = red, reset",
    "description = x, live"
  })
  void each_option_costs_what_the_reference_says(String option, String apply) throws IOException {
    List<Change> changes =
        Changes.between(peers("a { " + PEER + " }"), peers("a { " + PEER + ", " + option + " }"))
            .all();
    assertThat(changes)
        .singleElement()
        .isInstanceOfSatisfying(
            Change.PeerChanged.class,
            change -> {
              assertThat(change.apply()).hasToString(apply);
              assertThat(change.options())
                  .containsExactly(option.substring(0, option.indexOf(' ')));
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "extended-next-hop = false",
        "multihop = true",
        "dscp = cs6",
        "add-path = off",
        "add-path-send = all",
        "families = [ipv4-unicast]",
        "next-hop-self = false",
        "client-to-client = true",
        "advertisement-interval = 0s",
        "advertise-best-external = false",
        "cluster-id = 10.0.0.1",
        "bfd = off",
        "import = accept-all",
        "graceful-restart { mode = helper, restart-time = 120s, stale-time = 360s }",
        "require = []"
      })
  void what_holds_anyway_may_be_said_without_a_change(String option) throws IOException {
    assertThat(
            Changes.between(
                    peers("a { " + PEER + " }"), peers("a { " + PEER + ", " + option + " }"))
                .all())
        .isEmpty();
  }

  @Test
  void a_policy_or_a_set_that_changes_concerns_those_who_have_it() throws IOException {
    String peers =
        "peers { a { import = p, " + PEER + " }, b { address = 10.0.0.3, remote-as = internal } }";
    String policy = "\npolicies { p { rules = [{ match { prefix = s }, then = accept }] } }\n";
    assertThat(
            Changes.between(
                    read(peers + policy + "sets { prefixes { s = \"10.0.0.0/8\" } }"),
                    read(peers + policy + "sets { prefixes { s = \"10.0.0.0/9\" } }"))
                .all())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.summary()).isEqualTo("peer a: import");
          assertThat(change.apply()).isEqualTo(Apply.REFRESH);
        });
  }

  @Test
  void a_range_stays_up_where_what_changes_can_wait() throws IOException {
    String range = "dynamic { r { range = \"10.0.0.0/8\", remote-as = internal";
    assertThat(
            Changes.between(read(range + " } }"), read(range + ", export = reject-all } }")).all())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.summary()).isEqualTo("dynamic r: export");
          assertThat(change.apply()).isEqualTo(Apply.REFRESH);
        });
    assertThat(
            Changes.between(
                    read(range + " } }"), read(range + ", export = reject-all, hold-time = 9s } }"))
                .all())
        .singleElement()
        .satisfies(change -> {
          assertThat(change.summary()).isEqualTo("dynamic r: export, hold-time");
          assertThat(change.apply()).isEqualTo(Apply.NEXT_SESSION);
        });
    assertThat(
            Changes.between(read(range + " } }"), read(range + ", next-hop-self = true } }")).all())
        .extracting(Change::summary)
        .containsExactly("dynamic r (10.0.0.0/8) is removed", "dynamic r (10.0.0.0/8) is added");
  }

  @Test
  void peers_come_and_go() throws IOException {
    List<Change> changes =
        Changes.between(
                peers("a { " + PEER + " }"),
                peers("b { address = 10.0.0.3, remote-as = internal }"))
            .all();
    assertThat(changes)
        .extracting(Change::summary)
        .containsExactly("peer a (10.0.0.2) is removed", "peer b (10.0.0.3) is added");
  }

  @Test
  void what_is_set_up_once_waits_for_a_restart() throws IOException {
    assertThat(Changes.between(read("fib = off"), read("fib { table = 100 }")).all())
        .singleElement()
        .satisfies(change -> assertThat(change.apply()).isEqualTo(Apply.RESTART));
  }

  @Test
  void listening_sockets_come_and_go_and_others_are_not_touched() throws IOException {
    PeeringConfig before = read("listen = [\"127.0.0.1:1790\", \"127.0.0.1:1791\"]");
    PeeringConfig after = read("listen = [\"127.0.0.1:1791\", \"127.0.0.1%red:1790\"]");
    assertThat(Changes.between(before, after).all())
        .extracting(Change::summary)
        .containsExactly(
            "connections are accepted no longer at 127.0.0.1:1790",
            "connections are to be accepted at 127.0.0.1%red:1790");
    assertThat(before.asFarAsLive(after)).isEqualTo(after);
  }

  @Test
  void neighbours_stay_as_they_are_where_they_would_meet_another_speaker() throws IOException {
    PeeringConfig before = peers("a { address = 10.0.0.2, remote-as = 64512 }");
    for (String speaker : List.of("64513, router-id = 10.0.0.1", "64512, router-id = 10.0.0.9")) {
      PeeringConfig after =
          whole(
              "munia { as = "
                  + speaker
                  + ", peers { a { address = 10.0.0.2, remote-as = 64512, import = accept-all, export"
                  + " = accept-all }, b { address = 10.0.0.3, remote-as = internal } } }");
      assertThat(Changes.between(before, after).all())
          .as(speaker)
          .allSatisfy(change -> assertThat(change.apply()).isEqualTo(Apply.RESTART));
      PeeringConfig held = before.asFarAsLive(after);
      assertThat(held).isEqualTo(before);
      assertThat(Changes.between(held, after)).isEqualTo(Changes.between(before, after));
    }
  }

  @Test
  void aggregates_change_live_and_all_at_once() throws IOException {
    List<Change> changes =
        Changes.between(
                read("fib {}, aggregates { \"10.1.0.0/16\" {}, \"10.2.0.0/16\" {} }"),
                read(
                    "fib {}, aggregates { \"10.2.0.0/16\" { suppress = all },"
                        + " \"10.3.0.0/16\" {} }"))
            .all();
    assertThat(changes)
        .singleElement()
        .satisfies(change -> {
          assertThat(change.apply()).isEqualTo(Apply.LIVE);
          assertThat(change.summary())
              .isEqualTo("aggregates: 10.1.0.0/16, 10.2.0.0/16, 10.3.0.0/16");
        });
    assertThat(
            Changes.between(
                    read("fib {}, aggregates { \"10.1.0.0/16\" { summary-only = true } }"),
                    read("fib {}, aggregates { \"10.1.0.0/16\" { suppress = all } }"))
                .all())
        .isEmpty();
  }

  private PeeringConfig peers(String peers) throws IOException {
    return read("peers { " + peers + " }");
  }

  private PeeringConfig read(String rest) throws IOException {
    return whole("munia { as = 64512, router-id = 10.0.0.1\n" + rest + "\n}");
  }

  private PeeringConfig whole(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("munia.conf"), text);
    Parsed parsed = ConfigReader.read(file, Map.of());
    assertThat(parsed).as("%s", parsed.diagnostics()).isInstanceOf(Parsed.Usable.class);
    return ((Parsed.Usable) parsed).config();
  }
}
