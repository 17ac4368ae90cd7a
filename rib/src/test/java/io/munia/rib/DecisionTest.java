package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.Origin;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.net.Asn;
import io.munia.net.Prefix;
import io.munia.net.RouterId;
import io.munia.rib.route.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Two paths that differ in one thing, and what is made of it: [RFC 4271
/// §9.1.2.2](https://www.rfc-editor.org/rfc/rfc4271#section-9.1.2.2) step by step, with AIGP ([RFC
/// 7311 §4.1](https://www.rfc-editor.org/rfc/rfc7311#section-4.1)) and what reflection adds ([RFC
/// 4456 §9](https://www.rfc-editor.org/rfc/rfc4456#section-9)).
class DecisionTest {
  private static final Prefix PREFIX = Prefix.parse("192.0.2.0/24");
  private static final int AIGP = 26;

  /// What a neighbour says of the prefix.
  ///
  /// @param localPref -1 where it is missing, as are the two that follow
  record Said(
      String path, Origin origin, long localPref, long med, long aigp, String by, int clusters) {
    static final Said USUAL = new Said("65001 65010", Origin.IGP, -1, -1, -1, "", 0);

    Said along(String other) {
      return new Said(other, origin, localPref, med, aigp, by, clusters);
    }

    Said from(Origin other) {
      return new Said(path, other, localPref, med, aigp, by, clusters);
    }

    Said localPref(long other) {
      return new Said(path, origin, other, med, aigp, by, clusters);
    }

    Said med(long other) {
      return new Said(path, origin, localPref, other, aigp, by, clusters);
    }

    Said aigp(long other) {
      return new Said(path, origin, localPref, med, other, by, clusters);
    }

    Said reflected(String originator, int through) {
      return new Said(path, origin, localPref, med, aigp, originator, through);
    }

    PathAttributes attributes() {
      List<Asn> numbers = Arrays.stream(path.split(" ")).map(Long::valueOf).map(Asn::new).toList();
      return new PathAttributes(
          origin,
          new AsPath(List.of(new AsPath.Segment(AsPath.Kind.SEQUENCE, numbers))),
          orMissing(med),
          orMissing(localPref),
          false,
          null,
          List.of(),
          List.of(),
          List.of(),
          by.isEmpty() ? null : RouterId.parse(by),
          Stream.generate(() -> RouterId.parse("10.9.9.9")).limit(clusters).toList(),
          aigp < 0
              ? List.of()
              : List.of(new PathAttributes.Other(0x80, AIGP, "01000b%016x".formatted(aigp))));
    }

    private static @Nullable Long orMissing(long value) {
      return value < 0 ? null : Long.valueOf(value);
    }
  }

  /// @param winner which of the two is chosen
  /// @param external whether the first is of another AS, where the second never is
  record Row(String name, Said first, Said second, boolean external, int winner, String step) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static Row row(String name, Said first, Said second, int winner, String step) {
    return new Row(name, first, second, false, winner, step);
  }

  static Stream<Row> rows() {
    Said usual = Said.USUAL;
    String byId = "lower ORIGINATOR_ID or router id";
    return Stream.of(
        row("LOCAL_PREF", usual.localPref(50), usual.localPref(60), 2, "higher LOCAL_PREF"),
        row("none is 100", usual, usual.localPref(99), 1, "higher LOCAL_PREF"),
        row(
            "LOCAL_PREF over path",
            usual.localPref(101).along("65001 1 2 3"),
            usual,
            1,
            "higher LOCAL_PREF"),
        row("AIGP", usual.aigp(20).along("65001"), usual.aigp(10), 2, "lower AIGP"),
        row("AIGP and none", usual.along("65001"), usual.aigp(1000), 2, "lower AIGP"),
        row("path", usual.along("65001 1 2"), usual.along("65002 1"), 2, "shorter AS_PATH"),
        row(
            "path over ORIGIN",
            usual.along("65001").from(Origin.INCOMPLETE),
            usual,
            1,
            "shorter AS_PATH"),
        row("ORIGIN", usual.from(Origin.EGP), usual, 2, "lower ORIGIN"),
        row(
            "ORIGIN over MED",
            usual.from(Origin.EGP),
            usual.from(Origin.INCOMPLETE).med(0),
            1,
            "lower ORIGIN"),
        row("MED", usual.med(20), usual.med(10), 2, "lower MED"),
        row("no MED is 0", usual.med(1), usual, 2, "lower MED"),
        row("a MED beyond 31 bits", usual.med(0xffff_ffffL), usual.med(1), 2, "lower MED"),
        row("MEDs of two ASes", usual.med(20), usual.along("65002 65010").med(10), 1, byId),
        new Row("another AS", usual, usual, true, 1, "eBGP over iBGP"),
        new Row("MED over another AS", usual.med(2), usual.med(1), true, 2, "lower MED"),
        row("router id", usual, usual, 1, byId),
        row(
            "ORIGINATOR_ID",
            usual.reflected("10.0.0.99", 1),
            usual.reflected("10.0.0.98", 5),
            2,
            byId),
        row("ORIGINATOR_ID and router id", usual.reflected("10.0.0.99", 1), usual, 2, byId),
        row(
            "CLUSTER_LIST",
            usual.reflected("10.0.0.99", 2),
            usual.reflected("10.0.0.99", 1),
            2,
            "shorter CLUSTER_LIST"),
        row(
            "address",
            usual.reflected("10.0.0.99", 1),
            usual.reflected("10.0.0.99", 1),
            1,
            "lower peer address"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void the_one_difference_decides_whoever_comes_first(Row row) {
    for (boolean swapped : new boolean[] {false, true}) {
      Speaker us = new Speaker();
      Speaker.Peer first = row.external() ? us.ebgp(1, 65001) : us.client(1);
      Speaker.Peer second = us.client(2);
      if (swapped) {
        second.announce(List.of(PREFIX), row.second().attributes());
        us.settle();
      }
      first.announce(List.of(PREFIX), row.first().attributes());
      us.settle();
      second.announce(List.of(PREFIX), row.second().attributes());
      us.settle();

      List<Path> paths = us.rib.view().longestMatch(PREFIX).orElseThrow().paths();

      assertThat(paths).hasSize(2);
      assertThat(paths.getFirst().peer()).isEqualTo((row.winner() == 1 ? first : second).name);
      assertThat(paths).extracting(Path::decidedBy).containsOnly(row.step());
    }
  }
}
