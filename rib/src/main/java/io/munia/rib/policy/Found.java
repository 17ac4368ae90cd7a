package io.munia.rib.policy;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.net.Asn;
import io.munia.rib.policy.Policy.Match;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a match that did not hold found on the route, for people.
final class Found {
  private static final int CHARACTERS_MAX = 200;

  private Found() {}

  static String by(Match match, Subject subject) {
    String found =
        switch (match) {
          case Match.PrefixIn _ ->
              subject.family.isUnicast()
                  ? Tests.prefix(subject).toString()
                  : subject.family + ", which has no prefixes";
          case Match.FamilyIs _ -> subject.family.toString();
          case Match.OriginIn _ -> word(subject.origin);
          case Match.FromPeer _ ->
              subject.group.isEmpty() ? subject.peer : subject.peer + " of " + subject.group;
          case Match.AsPathHas _, Match.AsPathMatches _ -> path(subject);
          case Match.NeighbourAsIn _ -> as(subject.scan.neighbourAs());
          case Match.OriginAsIn _ -> as(subject.scan.originAs());
          case Match.AsPathLength _ -> Integer.toString(subject.scan.asPathLength());
          case Match.Carries(CommunitySet set, _) -> communities(set, subject);
          case Match.NextHopIn _ ->
              subject.nextHop.isUnspecified() ? "none" : subject.nextHop.toString();
          case Match.LocalPrefIs _ -> Long.toString(Tests.localPref(subject));
          case Match.MedIs _ ->
              subject.scan.hasMed() ? Integer.toUnsignedString(subject.scan.med()) : "none";
          case Match.BgpOriginIn _ -> {
            var origin = attributes(subject).origin();
            yield origin == null ? "none" : word(origin);
          }
          case Match.RpkiIs _ -> word(subject.rpki());
          case Match.AcceptedBy _ -> "rejected";
          case Match.Not(List<Match> inner) ->
              inner.isEmpty()
                  ? "every route"
                  : inner.stream().map(each -> by(each, subject)).collect(Collectors.joining("; "));
        };
    return found.length() <= CHARACTERS_MAX ? found : found.substring(0, CHARACTERS_MAX) + "…";
  }

  private static String path(Subject subject) {
    var path = attributes(subject).asPath();
    return path == null || path.segments().isEmpty() ? "an empty path" : path.toString();
  }

  private static String as(int as) {
    return as == 0 ? "none" : Asn.ofBits(as).toString();
  }

  private static String communities(CommunitySet set, Subject subject) {
    PathAttributes attributes = attributes(subject);
    Stream<String> carried =
        set.patterns().stream()
            .map(CommunityPattern::kind)
            .distinct()
            .sorted()
            .flatMap(kind ->
                switch (kind) {
                  case STANDARD ->
                      attributes.communities().stream().map(c -> (c >>> 16) + ":" + (c & 0xffff));
                  case EXTENDED ->
                      attributes.extendedCommunities().stream()
                          .map(c -> String.format(Locale.ROOT, "ext:0x%016x", c));
                  case LARGE -> attributes.largeCommunities().stream().map(Object::toString);
                });
    String all = carried.collect(Collectors.joining(" "));
    return all.isEmpty() ? "none" : all;
  }

  private static PathAttributes attributes(Subject subject) {
    return AttributesCodec.decode(subject.section, subject.from, subject.to);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
