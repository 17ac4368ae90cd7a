package io.munia.fib.netlink;

import static io.munia.fib.netlink.Ip.await;
import static io.munia.fib.netlink.Ip.ip;
import static io.munia.fib.netlink.Ip.route;
import static io.munia.fib.netlink.Ip.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.rib.Fib.Change;
import io.munia.rib.Fib.Hop;
import io.munia.rib.Fib.Outcome;
import io.munia.rib.Fib.Target;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Against the kernel itself. Two links, `left` 10.9.0.1/24 and fd00:9::1/64, `right` 10.8.0.1/24
/// and fd00:8::1/64; gateways need not exist.
@Tag("kernel")
final class NetlinkFibKernelTest {
  private static final IpAddress LEFT = IpAddress.parse("10.9.0.2");
  private static final IpAddress RIGHT = IpAddress.parse("10.8.0.2");
  private static final IpAddress LEFT6 = IpAddress.parse("fd00:9::2");
  private static final IpAddress RIGHT6 = IpAddress.parse("fd00:8::2");

  private final List<NetlinkFib> started = new ArrayList<>();
  private int left;
  private int right;

  @BeforeEach
  void links() {
    ip("link set lo up");
    left = link("left", "9");
    right = link("right", "8");
  }

  private static int link(String name, String number) {
    ip("link add " + name + " type veth peer name " + name + "-far");
    ip("link set " + name + "-far up");
    ip("link set " + name + " up");
    ip("address add 10." + number + ".0.1/24 dev " + name);
    ip("address add fd00:" + number + "::1/64 dev " + name + " nodad");
    return index(ip("link show " + name));
  }

  private static int index(String shown) {
    return Integer.parseInt(shown.substring(0, shown.indexOf(':')));
  }

  @AfterEach
  void noLinks() {
    started.forEach(NetlinkFib::close);
    ip("link delete left");
    ip("link delete right");
    ip("route flush table main");
    ip("-6 route flush table main");
  }

  private NetlinkFib start() {
    return start(FibSettings.defaults());
  }

  private NetlinkFib start(FibSettings settings) {
    return running(NetlinkFib.start(settings));
  }

  private NetlinkFib running(NetlinkFib.Started start) {
    assertThat(start).isInstanceOf(NetlinkFib.Started.Running.class);
    NetlinkFib fib = ((NetlinkFib.Started.Running) start).fib();
    started.add(fib);
    return fib;
  }

  private static List<Outcome> apply(NetlinkFib fib, Change... changes) {
    return apply(fib, List.of(changes));
  }

  private static List<Outcome> apply(NetlinkFib fib, List<Change> changes) {
    CompletableFuture<List<Outcome>> done = new CompletableFuture<>();
    fib.apply(changes, done::complete);
    return done.orTimeout(60, TimeUnit.SECONDS).join();
  }

  private static FibView.Counters counters(NetlinkFib fib) {
    return fib.view().summary().join().counters();
  }

  private static Change change(String prefix, Target target) {
    return new Change(Prefix.parse(prefix), target);
  }

  private static Target via(IpAddress gateway, int link) {
    return new Target.Forward(List.of(new Hop(gateway, link)));
  }

  private Target both() {
    return new Target.Forward(List.of(new Hop(LEFT, left), new Hop(RIGHT, right)));
  }

  private Target both6() {
    return new Target.Forward(List.of(new Hop(LEFT6, left), new Hop(RIGHT6, right)));
  }

  private static void assertInstalled(List<Outcome> outcomes) {
    assertThat(outcomes).allMatch(outcome -> outcome instanceof Outcome.Installed, "installed");
  }

  @Test
  void routes_of_both_families_are_added_replaced_and_deleted() {
    NetlinkFib fib = start();

    assertInstalled(
        apply(
            fib,
            change("198.51.100.0/24", via(LEFT, left)),
            change("2001:db8::/32", via(LEFT6, left))));
    assertThat(route("198.51.100.0/24"))
        .isEqualTo("198.51.100.0/24 via 10.9.0.2 dev left proto 187 metric 20");
    assertThat(route("2001:db8::/32"))
        .isEqualTo("2001:db8::/32 via fd00:9::2 dev left proto 187 metric 1044 pref medium");

    assertInstalled(
        apply(
            fib,
            change("198.51.100.0/24", via(RIGHT, right)),
            change("2001:db8::/32", via(RIGHT6, right))));
    assertThat(route("198.51.100.0/24"))
        .isEqualTo("198.51.100.0/24 via 10.8.0.2 dev right proto 187 metric 20");
    assertThat(route("2001:db8::/32"))
        .isEqualTo("2001:db8::/32 via fd00:8::2 dev right proto 187 metric 1044 pref medium");

    assertInstalled(
        apply(
            fib,
            change("198.51.100.0/24", new Target.Absent()),
            change("2001:db8::/32", new Target.Absent()),
            change("203.0.113.0/24", new Target.Absent())));
    assertThat(route("198.51.100.0/24")).isEmpty();
    assertThat(route("2001:db8::/32")).isEmpty();
  }

  @Test
  void one_hop_several_hops_and_discard_replace_each_other() {
    NetlinkFib fib = start();
    List<Target> targets4 =
        List.of(via(LEFT, left), both(), new Target.Discard(), both(), via(RIGHT, right));
    List<Target> targets6 =
        List.of(via(LEFT6, left), both6(), new Target.Discard(), both6(), via(RIGHT6, right));
    List<String> seen = new ArrayList<>();
    for (int i = 0; i < targets4.size(); i++) {
      assertInstalled(
          apply(
              fib,
              change("198.51.100.0/24", targets4.get(i)),
              change("2001:db8::/32", targets6.get(i))));
      seen.add(
          route("198.51.100.0/24").lines().count() + "/" + route("2001:db8::/32").lines().count());
      assertThat(fib.view().diff(AddressFamily.IPV4_UNICAST, 9).join()).isEmpty();
      assertThat(fib.view().diff(AddressFamily.IPV6_UNICAST, 9).join()).isEmpty();
    }
    assertThat(seen).containsExactly("1/1", "3/3", "1/1", "3/3", "1/1");
    assertInstalled(apply(fib, change("2001:db8::/32", both6())));
    assertInstalled(apply(fib, change("2001:db8::/32", new Target.Absent())));
    assertThat(route("2001:db8::/32")).isEmpty();
  }

  @Test
  void a_default_route_and_host_routes_and_a_gateway_of_the_other_version_work() {
    NetlinkFib fib = start();
    assertInstalled(
        apply(
            fib,
            change("0.0.0.0/0", via(LEFT, left)),
            change("::/0", via(LEFT6, left)),
            change("192.0.2.1/32", via(RIGHT, right)),
            change("2001:db8::1/128", via(RIGHT6, right)),
            change("192.0.2.2/32", via(LEFT6, left))));
    assertThat(shown("route show default"))
        .isEqualTo("default via 10.9.0.2 dev left proto 187 metric 20");
    assertThat(route("192.0.2.2/32"))
        .isEqualTo("192.0.2.2 via inet6 fd00:9::2 dev left proto 187 metric 20");
    assertThat(fib.view().diff(AddressFamily.IPV4_UNICAST, 9).join()).isEmpty();
    assertThat(fib.view().diff(AddressFamily.IPV6_UNICAST, 9).join()).isEmpty();
  }

  @Test
  void a_table_of_its_own_with_a_large_number_works() {
    NetlinkFib fib = start(new FibSettings(70_000, 190, 7));
    assertInstalled(apply(fib, change("198.51.100.0/24", via(LEFT, left))));
    assertThat(shown("route show table 70000"))
        .isEqualTo("198.51.100.0/24 via 10.9.0.2 dev left proto 190 metric 7");
    assertInstalled(apply(fib, change("198.51.100.0/24", new Target.Absent())));
    assertThat(shown("route show table 70000")).isEmpty();
  }

  @Test
  void what_an_earlier_run_left_is_adopted_without_a_word_to_the_kernel() {
    List<Change> routes = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      routes.add(change("198.18." + i % 256 + "." + (i / 256) * 128 + "/25", via(LEFT, left)));
    }
    routes.add(change("198.51.100.0/24", both()));
    routes.add(change("203.0.113.0/24", new Target.Discard()));
    routes.add(change("2001:db8::/32", via(LEFT6, left)));
    routes.add(change("2001:db8:1::/48", both6()));
    routes.add(change("2001:db8:2::/48", new Target.Discard()));
    NetlinkFib first = start();
    assertInstalled(apply(first, routes));
    first.close();

    try (RouteMonitor monitor = RouteMonitor.start()) {
      NetlinkFib second = start();
      assertInstalled(apply(second, routes));
      second.converged(AddressFamily.IPV4_UNICAST);
      second.converged(AddressFamily.IPV6_UNICAST);
      assertThat(counters(second).adopted()).isEqualTo(routes.size());
      assertThat(counters(second).written()).isZero();
      assertThat(monitor.heardUntilNow()).isEmpty();
    }
  }

  @Test
  void a_route_found_with_more_next_hops_is_narrowed_when_the_family_has_converged() {
    NetlinkFib first = start();
    assertInstalled(
        apply(first, change("198.51.100.0/24", both()), change("203.0.113.0/24", both())));
    first.close();

    try (RouteMonitor monitor = RouteMonitor.start()) {
      NetlinkFib second = start();
      assertInstalled(
          apply(
              second,
              change("198.51.100.0/24", via(LEFT, left)),
              change("203.0.113.0/24", via(LEFT, left))));
      assertInstalled(apply(second, change("198.51.100.0/24", both())));
      assertThat(monitor.heardUntilNow()).isEmpty();
      second.converged(AddressFamily.IPV4_UNICAST);
      await("the other to be narrowed", () -> !route("203.0.113.0/24").contains("10.8.0.2"));
      assertThat(route("203.0.113.0/24")).contains("via 10.9.0.2");
      assertThat(route("198.51.100.0/24")).contains("10.9.0.2").contains("10.8.0.2");
      assertThat(counters(second).adopted()).isEqualTo(1);
    }
  }

  @Test
  void what_differs_is_replaced_and_what_nobody_asks_for_goes_when_the_family_has_converged() {
    NetlinkFib first = start();
    assertInstalled(
        apply(
            first,
            change("198.51.100.0/24", via(LEFT, left)),
            change("203.0.113.0/24", via(LEFT, left)),
            change("2001:db8::/32", via(LEFT6, left))));
    first.close();
    ip("route add 192.0.2.0/24 via 10.9.0.2 proto 187 metric 99");

    NetlinkFib second = start();
    assertInstalled(apply(second, change("198.51.100.0/24", via(RIGHT, right))));
    assertThat(route("203.0.113.0/24")).isNotEmpty();
    assertThat(second.view().summary().join().ipv4()).isEqualTo(new FibView.Count(1, 0, 0, 1));
    second.converged(AddressFamily.IPV4_UNICAST);
    await("the stale route to go", () -> route("203.0.113.0/24").isEmpty());
    await("the stray route to go", () -> route("192.0.2.0/24").isEmpty());
    assertThat(route("198.51.100.0/24")).contains("via 10.8.0.2");
    assertThat(route("2001:db8::/32")).isNotEmpty();
    assertThat(counters(second).staleRemoved()).isEqualTo(2);
  }

  @Test
  void another_programs_routes_stay_as_they_are() {
    ip("route add 198.51.100.0/24 via 10.9.0.2 proto static metric 20");
    ip("route add 203.0.113.0/24 via 10.9.0.2 proto static");
    ip("-6 route add 2001:db8::/32 via fd00:9::2 proto static metric 1044");
    NetlinkFib fib = start();

    List<Outcome> outcomes =
        apply(
            fib,
            change("198.51.100.0/24", via(RIGHT, right)),
            change("203.0.113.0/24", via(RIGHT, right)),
            change("2001:db8::/32", via(RIGHT6, right)));
    Outcome blocked =
        new Outcome.Failed(
            17, "another program's route with this prefix and metric stands in its place");
    assertThat(outcomes).containsExactly(blocked, new Outcome.Installed(), blocked);
    fib.converged(AddressFamily.IPV4_UNICAST);
    fib.converged(AddressFamily.IPV6_UNICAST);
    assertInstalled(apply(fib, change("203.0.113.0/24", new Target.Absent())));
    assertThat(route("198.51.100.0/24"))
        .isEqualTo("198.51.100.0/24 via 10.9.0.2 dev left proto 4 metric 20");
    assertThat(route("203.0.113.0/24")).isEqualTo("203.0.113.0/24 via 10.9.0.2 dev left proto 4");
    assertThat(route("2001:db8::/32"))
        .isEqualTo("2001:db8::/32 via fd00:9::2 dev left proto 4 metric 1044 pref medium");
    assertThat(fib.view().page(AddressFamily.IPV4_UNICAST, 0, 9).join().entries())
        .singleElement()
        .extracting(FibView.Entry::state)
        .isEqualTo(FibView.State.FOREIGN);

    ip("route del 198.51.100.0/24 proto static metric 20");
    await("ours once the place is free", () -> route("198.51.100.0/24").contains("proto 187"));
  }

  @Test
  void a_twin_that_comes_later_is_found_out_and_not_overwritten() {
    NetlinkFib fib = start();
    ip("route add 198.51.100.0/24 via 10.9.0.2 proto static metric 20");
    assertThat(apply(fib, change("198.51.100.0/24", via(RIGHT, right))))
        .singleElement()
        .isInstanceOf(Outcome.Failed.class);
    assertInstalled(apply(fib, change("203.0.113.0/24", via(LEFT, left))));
    ip("route replace 203.0.113.0/24 via 10.9.0.9 proto static metric 20");
    await(
        "the loss to be known",
        () -> fib.view().summary().join().ipv4().equals(new FibView.Count(0, 0, 2, 0)));
    assertThat(route("203.0.113.0/24")).contains("10.9.0.9").contains("proto 4");
  }

  @Test
  void what_someone_deletes_or_changes_is_put_back() {
    NetlinkFib fib = start();
    assertInstalled(
        apply(
            fib,
            change("198.51.100.0/24", via(LEFT, left)),
            change("203.0.113.0/24", both()),
            change("2001:db8::/32", both6())));
    ip("route del 198.51.100.0/24 proto 187");
    await("the deleted route", () -> route("198.51.100.0/24").contains("via 10.9.0.2"));
    ip("route change 198.51.100.0/24 via 10.8.0.2 proto 187 metric 20");
    await("the changed route", () -> route("198.51.100.0/24").contains("via 10.9.0.2"));
    ip("-6 route del 2001:db8::/32 via fd00:9::2 proto 187 metric 1044");
    await("the leg", () -> route("2001:db8::/32").lines().count() == 3);
    ip("route flush proto 187");
    await("all of them", () -> route("203.0.113.0/24").lines().count() == 3);
    await("the count of it", () -> counters(fib).driftsRepaired() >= 5);
  }

  @Test
  void routes_that_went_with_a_link_come_back_with_it() {
    NetlinkFib fib = start();
    assertInstalled(
        apply(
            fib,
            change("198.51.100.0/24", via(LEFT, left)),
            change("2001:db8::/32", via(RIGHT6, right))));
    ip("link set left down");
    await(
        "the loss to be known",
        () -> fib.view().summary().join().ipv4().equals(new FibView.Count(0, 0, 1, 0)));
    assertThat(fib.view().page(AddressFamily.IPV4_UNICAST, 0, 9).join().entries())
        .singleElement()
        .extracting(FibView.Entry::why)
        .asString()
        .isNotEmpty();
    ip("link set left up");
    await("the route", () -> route("198.51.100.0/24").contains("via 10.9.0.2"));
    assertThat(route("2001:db8::/32")).contains("dev right");
  }

  @Test
  void refusals_say_which_route_and_why() {
    NetlinkFib fib = start();
    assertThat(
            apply(
                fib,
                change("198.51.100.0/24", via(IpAddress.parse("10.44.0.1"), left)),
                change("203.0.113.0/24", via(LEFT, left)),
                change("192.0.2.0/24", via(LEFT, 4711)),
                change("192.0.3.0/24", via(LEFT, 0))))
        .satisfiesExactly(
            outcome ->
                assertThat(outcome)
                    .isEqualTo(
                        new Outcome.Failed(
                            101,
                            "the gateway is not on a network of the interface"
                                + " (Nexthop has invalid gateway)")),
            outcome -> assertThat(outcome).isInstanceOf(Outcome.Installed.class),
            outcome -> assertThat(outcome).isInstanceOf(Outcome.Failed.class),
            outcome ->
                assertThat(outcome)
                    .isEqualTo(
                        new Outcome.Failed(
                            19, "there is no such interface (a next hop needs an interface)")));
  }

  @Test
  void a_socket_that_overflows_costs_a_second_reading_and_nothing_else() {
    NetlinkFib fib = running(NetlinkFib.start(FibSettings.defaults(), 2048));
    List<Change> batch = new ArrayList<>();
    for (int i = 0; i < 512; i++) {
      boolean refused = i % 2 == 0;
      batch.add(
          change(
              "198.18." + i / 2 + "." + i % 2 * 128 + "/25",
              refused ? via(IpAddress.parse("10.44.0.1"), left) : via(LEFT, left)));
    }
    List<Outcome> outcomes = apply(fib, batch);
    assertThat(counters(fib).overruns()).isPositive();
    for (int i = 0; i < outcomes.size(); i++) {
      assertThat(outcomes.get(i))
          .as("route " + i)
          .isInstanceOf(i % 2 == 0 ? Outcome.Failed.class : Outcome.Installed.class);
    }
    assertThat(shown("route show proto 187").lines().count()).isEqualTo(256);

    long overruns = counters(fib).overruns();
    ip("route flush proto 187"); // 256 notifications into a socket that holds few
    await("all of them", () -> shown("route show proto 187").lines().count() == 256);
    assertThat(counters(fib).overruns()).isGreaterThan(overruns);
  }

  @Test
  void without_privilege_the_start_says_so_in_a_sentence() throws Exception {
    java.nio.file.Path said = java.nio.file.Files.createTempFile("fib", ".txt");
    Process process =
        new ProcessBuilder(
                "unshare",
                "-U",
                System.getProperty("java.home") + "/bin/java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                UnprivilegedStart.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    process.waitFor();
    assertThat(java.nio.file.Files.readString(said))
        .contains("errno 1: no permission to write routes: CAP_NET_ADMIN is needed");
    java.nio.file.Files.delete(said);
  }

  @Test
  void who_asked_hears_when_what_was_acknowledged_turns_out_otherwise() {
    NetlinkFib fib = start();
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    fib.watch(turns ->
        turns.forEach(
            turn -> heard.add(turn.prefix() + " " + turn.outcome().getClass().getSimpleName())));
    ip("route add blackhole 10.64.0.0/20 proto static metric 20");
    assertThat(apply(fib, change("10.64.0.0/20", new Target.Discard())))
        .hasOnlyElementsOfType(Outcome.Failed.class);

    ip("route delete blackhole 10.64.0.0/20 proto static");
    await("installed", () -> heard.equals(List.of("10.64.0.0/20 Installed")));
    ip("route replace blackhole 10.64.0.0/20 proto static metric 20");
    await("taken away", () -> heard.size() == 2);
    ip("route delete blackhole 10.64.0.0/20 proto static");
    await("installed again", () -> heard.size() == 3);
    ip("route delete blackhole 10.64.0.0/20 proto 187");
    await("put back", () -> counters(fib).driftsRepaired() == 1);

    assertThat(heard)
        .containsExactly("10.64.0.0/20 Installed", "10.64.0.0/20 Failed", "10.64.0.0/20 Installed");
  }
}
