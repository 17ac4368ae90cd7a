package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.Asn;
import io.munia.net.Prefix;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.policy.Policy;
import io.munia.rib.route.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Our AS 64512 is a member of confederation 65000, with 64513 and 64514 (RFC 5065).
///
/// [RFC 5065 §4](https://www.rfc-editor.org/rfc/rfc5065#section-4), [RFC 5065
/// §5.3](https://www.rfc-editor.org/rfc/rfc5065#section-5.3)
class ConfederationTest {
  private static final long ID = 65000;
  private static final String ROUTE = "192.0.2.0/24";
  private static final int NO_EXPORT = 0xffff_ff01;
  private static final int NO_EXPORT_SUBCONFED = 0xffff_ff03;

  private final Speaker us = new Speaker();
  private final Speaker.Peer inner = us.inside(1, Role.IBGP, 64512, ID);
  private final Speaker.Peer member = us.inside(3, Role.CONFEDERATION, 64513, ID);
  private final Speaker.Peer other = us.inside(4, Role.CONFEDERATION, 64514, ID);

  @Test
  void a_route_passes_between_members_as_it_is_but_for_our_as() {
    member.announce(List.of(Prefix.parse(ROUTE)), attributes("(64513) 65100", 200L, 5L));
    us.settle();
    var heard = other.route(ROUTE);
    assertThat(heard.attributes().asPath()).hasToString("(64512 64513) 65100");
    assertThat(heard.attributes().localPref()).isEqualTo(200);
    assertThat(heard.attributes().med()).isEqualTo(5);
    assertThat(heard.nextHop()).isEqualTo(member.address);
    assertThat(inner.route(ROUTE).attributes().asPath()).hasToString("(64513) 65100");
    assertThat(inner.route(ROUTE).attributes().originatorId()).isNull();
  }

  @Test
  void both_kinds_of_loops_are_seen_and_an_as_of_the_same_number_elsewhere_is_none() {
    member.announce(List.of(Prefix.parse(ROUTE)), attributes("(64513 64512) 65100", null, null));
    us.settle();
    assertThat(other.heard.routes).isEmpty();
    member.announce(List.of(Prefix.parse(ROUTE)), attributes("(64513) 65100 65000", null, null));
    us.settle();
    assertThat(other.heard.routes).isEmpty();
    member.announce(List.of(Prefix.parse(ROUTE)), attributes("(64513) 65100 64512", null, null));
    us.settle();
    assertThat(other.heard.routes).hasSize(1);
  }

  @Test
  void confederation_segments_do_not_count_and_another_member_is_internal() {
    inner.announce(List.of(Prefix.parse(ROUTE)), attributes("65100 65101", null, null));
    member.announce(
        List.of(Prefix.parse(ROUTE)), attributes("(64513 64515 64516) 65100", null, null));
    assertThat(best().peer()).isEqualTo(member.name);
    assertThat(best().decidedBy()).isEqualTo("shorter AS_PATH");
    var outside = us.ebgp(9, 65100);
    outside.announce(ROUTE, "65100");
    assertThat(best().peer()).isEqualTo(outside.name);
    assertThat(best().decidedBy()).isEqualTo("eBGP over iBGP");
  }

  @Test
  void no_export_stays_in_the_confederation_and_no_export_subconfed_in_the_member() {
    var outside = us.inside(9, Role.EBGP, 65100, ID);
    inner.announce("192.0.2.0/24", "65101", NO_EXPORT);
    inner.announce("198.51.100.0/24", "65101", NO_EXPORT_SUBCONFED);
    inner.announce("203.0.113.0/24", "65101");
    us.settle();
    assertThat(member.heard.routes)
        .containsOnlyKeys(Prefix.parse("192.0.2.0/24"), Prefix.parse("203.0.113.0/24"));
    assertThat(outside.heard.routes).containsOnlyKeys(Prefix.parse("203.0.113.0/24"));
  }

  private Path best() {
    us.settle();
    return us.rib.view().route(Prefix.parse(ROUTE)).orElseThrow().paths().getFirst();
  }

  /// @param path confederation sequence in parentheses, then a sequence
  private static PathAttributes attributes(
      String path,
      @org.jspecify.annotations.Nullable Long localPref,
      @org.jspecify.annotations.Nullable Long med) {
    List<AsPath.Segment> segments = new ArrayList<>();
    String rest = path;
    if (path.startsWith("(")) {
      int end = path.indexOf(')');
      segments.add(
          new AsPath.Segment(AsPath.Kind.CONFED_SEQUENCE, numbers(path.substring(1, end))));
      rest = path.substring(end + 1).strip();
    }
    segments.add(new AsPath.Segment(AsPath.Kind.SEQUENCE, numbers(rest)));
    return new PathAttributes(
        Origin.IGP,
        new AsPath(segments),
        med,
        localPref,
        false,
        null,
        List.of(),
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of());
  }

  private static List<Asn> numbers(String text) {
    return Stream.of(text.split(" ")).map(Long::valueOf).map(Asn::new).toList();
  }

  /// A member AS is of no concern to anybody outside, so it is repeated where it is left behind at
  /// the border; a number that is given stands behind the confederation's segments, where it
  /// counts.
  @Test
  void a_policy_prepends_our_as_within_the_confederation_and_given_numbers_behind_it() {
    var policy =
        new Policy(
            "longer",
            List.of(
                new Policy.Rule(
                    List.of(),
                    List.of(
                        new Policy.Change.Prepend(2),
                        new Policy.Change.PrependAs(List.of(new Asn(65000)))),
                    Policy.Action.ACCEPT)),
            Policy.Action.REJECT);
    us.rib.policies(
        Map.of(
            other.session,
            new PeerProfile.Policies(Policy.ACCEPT_ALL, policy),
            inner.session,
            new PeerProfile.Policies(Policy.ACCEPT_ALL, policy)));
    member.announce(List.of(Prefix.parse(ROUTE)), attributes("(64513) 65100", null, null));
    inner.announce("198.51.100.0/24", "65101");
    us.settle();
    assertThat(other.route(ROUTE).attributes().asPath())
        .hasToString("(64512 64512 64512 64513) 65000 65100");
    assertThat(other.route("198.51.100.0/24").attributes().asPath())
        .hasToString("(64512 64512 64512) 65000 65101");
    assertThat(inner.route(ROUTE).attributes().asPath())
        .hasToString("(64512 64512 64513) 65000 65100");
  }
}
