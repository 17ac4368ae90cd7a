package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.CommunityNames;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.codec.ExportRules.PrivateAs;
import io.munia.net.Asn;
import io.munia.net.Prefix;
import io.munia.rib.PeerProfile.Policies;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Change.SetLocalPref;
import io.munia.rib.route.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a neighbour's relation to us does to routes; our AS is 64512 (ADR 0036).
///
/// [RFC 6996 §5](https://www.rfc-editor.org/rfc/rfc6996#section-5)
class PeerRulesTest {
  private static final String ROUTE = "192.0.2.0/24";
  private static final int OTC = 35;

  private final Speaker us = new Speaker();

  private Speaker.Peer ebgp(int number, long as, @Nullable BgpRole role) {
    Speaker.Extras extras = role == null ? Speaker.Extras.NONE : Speaker.Extras.NONE.as(role);
    return us.peer(
        "e" + number, number, Role.EBGP, new Asn(as), Policy.ACCEPT_ALL, Policy.ACCEPT_ALL, extras);
  }

  private void rule(Speaker.Peer peer, PeerRules rules) {
    us.rib.policies(
        Map.of(peer.session, new Policies(Policy.ACCEPT_ALL, Policy.ACCEPT_ALL, rules)));
    us.settle();
  }

  private static PathAttributes withOtc(String path, long as) {
    PathAttributes plain = Speaker.attributes(path, null);
    return new PathAttributes(
        plain.origin(),
        plain.asPath(),
        null,
        null,
        false,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of(new PathAttributes.Other(0xc0, OTC, String.format("%08x", as))));
  }

  private static String otc(PathAttributes attributes) {
    return attributes.others().stream()
        .filter(other -> other.type() == OTC)
        .map(other -> String.valueOf(Long.parseLong(other.value(), 16)))
        .findFirst()
        .orElse("none");
  }

  private Path path() {
    us.settle();
    return us.rib.view().route(Prefix.parse(ROUTE)).orElseThrow().paths().getFirst();
  }

  /// [RFC 9234 §5](https://www.rfc-editor.org/rfc/rfc9234#section-5), what comes in: the attribute
  /// that it came with, what is kept, and whether that may be chosen.
  @ParameterizedTest(name = "we are {0}, it came with {1}")
  @CsvSource({
    "PROVIDER, none, none, true",
    "PROVIDER, 65001, 65001, false",
    "RS, none, none, true",
    "RS, 65009, 65009, false",
    "PEER, none, 65001, true",
    "PEER, 65001, 65001, true",
    "PEER, 65009, 65009, false",
    "CUSTOMER, none, 65001, true",
    "CUSTOMER, 65009, 65009, true",
    "RS_CLIENT, none, 65001, true",
    "RS_CLIENT, 65009, 65009, true"
  })
  void only_to_customer_comes_in(BgpRole role, String came, String kept, boolean eligible) {
    Speaker.Peer peer = ebgp(1, 65001, role);

    peer.announce(
        List.of(Prefix.parse(ROUTE)),
        came.equals("none")
            ? Speaker.attributes("65001", null)
            : withOtc("65001", Long.parseLong(came)));

    Path path = path();
    assertThat(otc(path.attributes())).isEqualTo(kept);
    assertThat(path.best()).isEqualTo(eligible);
    if (!eligible) {
      assertThat(path.eligible()).contains("route leak");
    }
  }

  /// [RFC 9234 §5](https://www.rfc-editor.org/rfc/rfc9234#section-5), what goes out: of a route
  /// that has the attribute, and of one that has not.
  @ParameterizedTest(name = "we are {0}")
  @CsvSource({
    "PROVIDER, 65009, 64512",
    "RS, 65009, 64512",
    "PEER, nothing, 64512",
    "CUSTOMER, nothing, none",
    "RS_CLIENT, nothing, none"
  })
  void only_to_customer_goes_out(BgpRole role, String marked, String plain) {
    Speaker.Peer from = us.ebgp(1, 65001);
    Speaker.Peer to = ebgp(2, 65002, role);

    from.announce(List.of(Prefix.parse(ROUTE)), withOtc("65001", 65009));
    from.announce("198.51.100.0/24", "65001");
    us.settle();

    assertThat(
            to.heard.routes.containsKey(Prefix.parse(ROUTE))
                ? otc(to.route(ROUTE).attributes())
                : "nothing")
        .isEqualTo(marked);
    assertThat(otc(to.route("198.51.100.0/24").attributes())).isEqualTo(plain);
    if (marked.equals("nothing")) {
      Explanation why = us.rib.view().explain(Prefix.parse(ROUTE), to.name).orElseThrow();
      assertThat(why.export().orElseThrow().why()).contains("ONLY_TO_CUSTOMER");
    }
  }

  /// [RFC 8326 §4](https://www.rfc-editor.org/rfc/rfc8326#section-4).
  @Test
  void a_route_that_is_about_to_go_is_the_last_resort_whatever_policy_says() {
    Policy prefer =
        new Policy(
            "prefer",
            List.of(
                new Policy.Rule(List.of(), List.of(new SetLocalPref(200)), Policy.Action.ACCEPT)),
            Policy.Action.REJECT);
    Speaker.Peer leaving = us.peer("e1", 1, Role.EBGP, new Asn(65001), prefer, Policy.ACCEPT_ALL);
    Speaker.Peer other = us.ebgp(2, 65002);

    leaving.announce(ROUTE, "65001", CommunityNames.GRACEFUL_SHUTDOWN);
    other.announce(ROUTE, "65002 65003 65004");

    assertThat(path().peer()).isEqualTo("e2");
    us.rib.policies(
        Map.of(
            leaving.session,
            new Policies(
                prefer,
                Policy.ACCEPT_ALL,
                new PeerRules(null, false, false, 0, false, PrivateAs.KEEP, false, false))));
    assertThat(path().peer()).isEqualTo("e1");
  }

  /// [RFC 7999 §3.2](https://www.rfc-editor.org/rfc/rfc7999#section-3.2).
  @Test
  void a_blackhole_is_dropped_and_stays_here_where_it_is_accepted() {
    ModelFib fib = new ModelFib();
    us.rib.attach(fib);
    Speaker.Peer peer = us.ebgp(1, 65001);
    Speaker.Peer other = us.ebgp(2, 65002);
    Speaker.Peer inside = us.client(3);
    peer.announce("192.0.2.1/32", "65001", CommunityNames.BLACKHOLE);
    us.settle();
    Prefix host = Prefix.parse("192.0.2.1/32");
    assertThat(fib.routes.get(host)).isInstanceOf(Fib.Target.Forward.class);
    assertThat(other.heard.routes).containsKey(host);

    rule(peer, new PeerRules(null, false, false, 0, false, PrivateAs.KEEP, true, true));

    assertThat(fib.routes.get(host)).isEqualTo(new Fib.Target.Discard());
    assertThat(other.heard.routes).isEmpty();
    assertThat(inside.route("192.0.2.1/32").attributes().communities())
        .containsExactly(CommunityNames.BLACKHOLE, CommunityNames.NO_EXPORT);

    rule(peer, PeerRules.USUAL);

    assertThat(fib.routes.get(host)).isInstanceOf(Fib.Target.Forward.class);
    assertThat(other.heard.routes).containsKey(host);
  }

  @Test
  void a_path_with_our_as_is_a_loop_but_for_as_often_as_it_may_be() {
    Speaker.Peer peer = us.ebgp(1, 65001);
    peer.announce(ROUTE, "65001 64512 65002 64512");
    assertThat(path().best()).isFalse();

    rule(peer, new PeerRules(null, false, false, 1, false, PrivateAs.KEEP, true, false));
    assertThat(path().best()).isFalse();

    rule(peer, new PeerRules(null, false, false, 2, false, PrivateAs.KEEP, true, false));
    assertThat(path().best()).isTrue();
  }

  @ParameterizedTest(name = "{0} {1} override {2}: {3}")
  @CsvSource({
    "KEEP, 65001 65002 64900, false, 64512 65001 65002 64900",
    "KEEP, 65001 65002 65002, true, 64512 65001 64512 64512",
    "REMOVE, 65001 65002 64900 4200000000 100, false, 64512 65002 100",
    "REPLACE, 65001 65002 64900 100, false, 64512 64512 65002 64512 100",
    "REMOVE, 65001, false, 64512"
  })
  void numbers_of_a_path_are_replaced_and_taken_out(
      PrivateAs privateAs, String path, boolean override, String sent) {
    Speaker.Peer from = us.ebgp(1, 65001);
    Speaker.Peer to = us.ebgp(2, 65002);
    from.announce(ROUTE, path);
    us.settle();

    rule(to, new PeerRules(null, false, false, 0, override, privateAs, true, false));

    assertThat(to.route(ROUTE).attributes().asPath()).hasToString(sent);
  }

  /// The session's AS is 64512 here, and 64999 the one behind it.
  @Test
  void a_second_as_stands_in_front_both_ways_and_counts_as_a_loop() {
    Speaker.Peer other = us.ebgp(1, 65001);
    Speaker.Peer peer = us.ebgp(2, 65002);
    Speaker.Peer inside = us.client(3);
    other.announce(ROUTE, "65001");
    peer.announce("198.51.100.0/24", "65002");
    peer.announce("203.0.113.0/24", "65002 64999");
    us.settle();
    assertThat(inside.heard.routes).containsKey(Prefix.parse("203.0.113.0/24"));

    rule(peer, new PeerRules(new Asn(64999), true, true, 0, false, PrivateAs.KEEP, true, false));

    assertThat(peer.route(ROUTE).attributes().asPath()).hasToString("64512 64999 65001");
    assertThat(inside.route("198.51.100.0/24").attributes().asPath()).hasToString("64512 65002");
    assertThat(inside.heard.routes).doesNotContainKey(Prefix.parse("203.0.113.0/24"));
  }
}
