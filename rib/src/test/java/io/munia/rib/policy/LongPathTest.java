package io.munia.rib.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.rib.policy.Policy.Match;
import io.munia.rib.policy.Policy.Range;
import io.munia.rib.route.PathOrigin;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A path as long as an extended message takes ([RFC
/// 8654](https://www.rfc-editor.org/rfc/rfc8654)): CVE-2026-49943 was a matcher with room for 2,048
/// numbers.
class LongPathTest {
  private static final int NUMBERS = 16_000;

  static Stream<Match> cve_2026_49943_every_matcher_takes_the_longest_path() {
    AsSet last = new AsSet("", List.of(new Range(65_009, 65_009)));
    AsSet first = new AsSet("", List.of(new Range(65_001, 65_001)));
    return Stream.of(
        new Match.AsPathHas(last),
        new Match.NeighbourAsIn(first),
        new Match.OriginAsIn(last),
        new Match.AsPathLength(new Range(NUMBERS, NUMBERS)),
        new Match.AsPathMatches(new AsPathSet("", List.of(AsPathPattern.parse("^65001+ 65009$")))));
  }

  @ParameterizedTest
  @MethodSource
  void cve_2026_49943_every_matcher_takes_the_longest_path(Match match) {
    Policy policy =
        new Policy(
            "p",
            List.of(new Policy.Rule(List.of(match), List.of(), Policy.Action.ACCEPT)),
            Policy.Action.REJECT);
    AsPath path =
        new AsPath(List.of(new AsPath.Segment(AsPath.Kind.SEQUENCE, List.of(new Asn(65_009)))));
    AsPath.Segment full =
        new AsPath.Segment(AsPath.Kind.SEQUENCE, Collections.nCopies(250, new Asn(65_001)));
    java.util.ArrayList<AsPath.Segment> segments =
        new java.util.ArrayList<>(Collections.nCopies(63, full));
    segments.add(
        new AsPath.Segment(AsPath.Kind.SEQUENCE, Collections.nCopies(249, new Asn(65_001))));
    segments.addAll(path.segments());
    PathAttributes plain = PathAttributes.originated(List.of());
    byte[] section =
        AttributesCodec.encode(
            new PathAttributes(
                Origin.IGP,
                new AsPath(segments),
                null,
                null,
                false,
                null,
                plain.communities(),
                List.of(),
                List.of(),
                null,
                List.of(),
                List.of()));
    PolicyEvaluator evaluator = new PolicyEvaluator(policy, new PolicyHits(policy));

    evaluator.begin();
    evaluator.over(section, 0, section.length, IpAddress.parse("10.0.0.1"));
    int outcome =
        evaluator.outcome(
            AddressFamily.IPV4_UNICAST, 0x0a00_0000L << 32, 0, 8, PathOrigin.EBGP, "a", "");

    assertThat(evaluator.effect(outcome).accepts()).isTrue();
  }
}
