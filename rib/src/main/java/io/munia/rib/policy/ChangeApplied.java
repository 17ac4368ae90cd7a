package io.munia.rib.policy;

import io.munia.bgp.attribute.AsPath;
import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.attribute.PathAttributes.LargeCommunity;
import io.munia.net.Asn;
import io.munia.rib.policy.CommunityPattern.Kind;
import io.munia.rib.policy.Policy.Change;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one change makes of a path's attributes. Next hop and weight are not among these.
final class ChangeApplied {
  private static final long MED_MAX = 0xffff_ffffL;
  private static final int SEGMENT_MAX = AsPath.Segment.NUMBERS_MAX;

  private ChangeApplied() {}

  /// @param member whether `localAs` is a member of a confederation, and the neighbour is inside
  static PathAttributes to(PathAttributes was, Change change, Asn localAs, boolean member) {
    return switch (change) {
      case Change.SetLocalPref(long value) -> with(was, was.asPath(), was.med(), value);
      case Change.SetMed(long value) -> with(was, was.asPath(), value, was.localPref());
      case Change.AddMed(long value) ->
          with(was, was.asPath(), Math.min(MED_MAX, med(was) + value), was.localPref());
      case Change.SubtractMed(long value) ->
          with(was, was.asPath(), Math.max(0, med(was) - value), was.localPref());
      case Change.AddCommunities(List<CommunityPattern> added) -> added(was, added);
      case Change.RemoveCommunities(CommunitySet set) -> removed(was, set);
      case Change.SetCommunities(List<CommunityPattern> instead) ->
          added(with(was, List.of(), List.of(), List.of()), instead);
      case Change.Prepend(int times) ->
          prepended(
              was,
              java.util.Collections.nCopies(times, localAs),
              member ? AsPath.Kind.CONFED_SEQUENCE : AsPath.Kind.SEQUENCE);
      case Change.PrependAs(List<Asn> numbers) -> prepended(was, numbers, AsPath.Kind.SEQUENCE);
      case Change.NextHopSelf _,
          Change.NextHopKeep _,
          Change.NextHopAddress _,
          Change.SetWeight _ ->
          was;
    };
  }

  private static long med(PathAttributes was) {
    return was.med() == null ? 0 : was.med();
  }

  private static PathAttributes added(PathAttributes was, List<CommunityPattern> added) {
    List<Integer> plain = new ArrayList<>(was.communities());
    List<Long> extended = new ArrayList<>(was.extendedCommunities());
    List<LargeCommunity> large = new ArrayList<>(was.largeCommunities());
    for (CommunityPattern each : added) {
      switch (each.kind()) {
        case STANDARD -> add(plain, (int) each.low());
        case EXTENDED -> add(extended, each.low());
        case LARGE -> add(large, each.asLarge());
      }
    }
    return with(was, plain, extended, large);
  }

  private static <T> void add(List<T> to, T each) {
    if (!to.contains(each)) {
      to.add(each);
    }
  }

  private static PathAttributes removed(PathAttributes was, CommunitySet set) {
    return with(
        was,
        was.communities().stream()
            .filter(each -> !set.holds(Kind.STANDARD, 0, Integer.toUnsignedLong(each)))
            .toList(),
        was.extendedCommunities().stream()
            .filter(each -> !set.holds(Kind.EXTENDED, 0, each))
            .toList(),
        was.largeCommunities().stream()
            .filter(each -> !set.holds(Kind.LARGE, each.global(), CommunityPattern.rest(each)))
            .toList());
  }

  /// The number of a member AS is nobody's concern outside of its confederation ([RFC 5065
  /// §4](https://www.rfc-editor.org/rfc/rfc5065#section-4)): it goes in front, where the border
  /// cuts it off. Others go behind the confederation's segments, where they count.
  private static PathAttributes prepended(PathAttributes was, List<Asn> numbers, AsPath.Kind kind) {
    AsPath path = was.asPath() == null ? AsPath.EMPTY : was.asPath();
    List<AsPath.Segment> segments = new ArrayList<>(path.segments());
    int at = 0;
    while (kind == AsPath.Kind.SEQUENCE
        && at < segments.size()
        && isConfederation(segments.get(at).kind())) {
      at++;
    }
    List<Asn> first = new ArrayList<>(numbers);
    if (at < segments.size()
        && segments.get(at).kind() == kind
        && segments.get(at).numbers().size() + numbers.size() <= SEGMENT_MAX) {
      first.addAll(segments.remove(at).numbers());
    }
    segments.add(at, new AsPath.Segment(kind, first));
    return with(was, new AsPath(segments), was.med(), was.localPref());
  }

  private static boolean isConfederation(AsPath.Kind kind) {
    return kind == AsPath.Kind.CONFED_SEQUENCE || kind == AsPath.Kind.CONFED_SET;
  }

  private static PathAttributes with(
      PathAttributes was, @Nullable AsPath asPath, @Nullable Long med, @Nullable Long localPref) {
    return new PathAttributes(
        was.origin(),
        asPath,
        med,
        localPref,
        was.atomicAggregate(),
        was.aggregator(),
        was.communities(),
        was.extendedCommunities(),
        was.largeCommunities(),
        was.originatorId(),
        was.clusterList(),
        was.others());
  }

  private static PathAttributes with(
      PathAttributes was,
      List<Integer> communities,
      List<Long> extended,
      List<LargeCommunity> large) {
    return new PathAttributes(
        was.origin(),
        was.asPath(),
        was.med(),
        was.localPref(),
        was.atomicAggregate(),
        was.aggregator(),
        communities,
        extended,
        large,
        was.originatorId(),
        was.clusterList(),
        was.others());
  }
}
