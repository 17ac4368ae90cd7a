package io.munia.bgp.attribute;

import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A canonical attribute section in readable form: for people, policies in tests, and originations;
/// the hot path reads the bytes. The next hop is not among them: it belongs to the path.
///
/// @param origin null where it is missing
/// @param asPath null where it is missing
/// @param med 0 to 4,294,967,295, or null
/// @param localPref 0 to 4,294,967,295, or null
/// @param aggregator null where it is missing
/// @param communities as 32 bits each ([RFC 1997](https://www.rfc-editor.org/rfc/rfc1997))
/// @param extendedCommunities as 64 bits each ([RFC 4360](https://www.rfc-editor.org/rfc/rfc4360))
/// @param originatorId null where it is missing ([RFC
///   4456](https://www.rfc-editor.org/rfc/rfc4456))
/// @param clusterList the nearest cluster first
/// @param others all attributes that have no field here
public record PathAttributes(
    @Nullable Origin origin,
    @Nullable AsPath asPath,
    @Nullable Long med,
    @Nullable Long localPref,
    boolean atomicAggregate,
    @Nullable Aggregator aggregator,
    List<Integer> communities,
    List<Long> extendedCommunities,
    List<LargeCommunity> largeCommunities,
    @Nullable RouterId originatorId,
    List<RouterId> clusterList,
    List<Other> others) {
  public PathAttributes {
    communities = List.copyOf(communities);
    extendedCommunities = List.copyOf(extendedCommunities);
    largeCommunities = List.copyOf(largeCommunities);
    clusterList = List.copyOf(clusterList);
    others = List.copyOf(others);
  }

  /// What a route of one's own starts with: ORIGIN IGP, an empty path, these communities.
  public static PathAttributes originated(List<Integer> communities) {
    return new PathAttributes(
        Origin.IGP,
        AsPath.EMPTY,
        null,
        null,
        false,
        null,
        communities,
        List.of(),
        List.of(),
        null,
        List.of(),
        List.of());
  }

  /// The same with these communities.
  public PathAttributes withCommunities(List<Integer> others) {
    return new PathAttributes(
        origin,
        asPath,
        med,
        localPref,
        atomicAggregate,
        aggregator,
        others,
        extendedCommunities,
        largeCommunities,
        originatorId,
        clusterList,
        this.others);
  }

  /// AGGREGATOR ([RFC 4271 §5.1.7](https://www.rfc-editor.org/rfc/rfc4271#section-5.1.7)).
  public record Aggregator(Asn as, RouterId routerId) {}

  /// A large community ([RFC 8092](https://www.rfc-editor.org/rfc/rfc8092)): three times 32 bits.
  public record LargeCommunity(int global, int first, int second) {
    @Override
    public String toString() {
      return Integer.toUnsignedString(global)
          + ":"
          + Integer.toUnsignedString(first)
          + ":"
          + Integer.toUnsignedString(second);
    }
  }

  /// An attribute that is carried without being read.
  ///
  /// @param flags as they stood, Partial included
  /// @param type attribute type code
  /// @param value its bytes in hex
  public record Other(int flags, int type, String value) {
    public byte[] bytes() {
      return HexFormat.of().parseHex(value);
    }
  }
}
