package io.munia.peering.text;

import io.munia.bgp.attribute.Origin;
import io.munia.net.AddressFamily;
import io.munia.peering.change.Apply;
import io.munia.rib.policy.AsPathPattern;
import io.munia.rib.policy.CommunityPattern;
import io.munia.rib.policy.Policy;
import io.munia.rib.policy.Policy.Change;
import io.munia.rib.policy.Policy.PrefixRange;
import io.munia.rib.policy.Policy.Range;
import io.munia.rib.policy.Policy.RpkiState;
import java.util.List;
import java.util.Map;

/// The options of policies and of the sets that they name, in the order of the reference.
final class PolicyOptions {
  private static final long NUMBER_MAX = 0xffff_ffffL;

  static final Option<Map<String, List<PrefixRange>>> PREFIXES =
      set("prefixes", PolicyForms.lists(PolicyForms.PREFIX_RANGE), "For `prefix` and `next-hop`.");
  static final Option<Map<String, List<Range>>> AS_NUMBERS =
      set(
          "as-numbers",
          PolicyForms.lists(PolicyForms.AS_NUMBERS),
          "For `as-path-has`, `neighbour-as` and `origin-as`.");
  static final Option<Map<String, List<AsPathPattern>>> AS_PATHS =
      set("as-paths", PolicyForms.lists(PolicyForms.AS_PATH), "For `as-path`.");
  static final Option<Map<String, List<CommunityPattern>>> COMMUNITIES =
      set(
          "communities",
          PolicyForms.lists(PolicyForms.COMMUNITIES),
          "For `community`, `any-community` and `remove-community`.");

  static final Option<List<Given>> RULES =
      new Option<>(
          Kind.POLICY,
          "rules",
          Forms.list(Forms.section(Kind.RULE)),
          "none",
          Apply.REFRESH,
          "In order, up to 4096.");
  static final Option<Policy.Action> DEFAULT =
      new Option<>(
          Kind.POLICY,
          "default",
          Forms.ACTION,
          "reject",
          Apply.REFRESH,
          "What happens to a route that no rule decides about.");
  static final Option<Given> MATCH =
      new Option<>(
          Kind.RULE, "match", Forms.section(Kind.MATCH), "every route", Apply.REFRESH, "When.");
  static final Option<Given> SET =
      new Option<>(
          Kind.RULE, "set", Forms.section(Kind.SET), "nothing", Apply.REFRESH, "What is changed.");
  static final Option<Policy.Action> THEN =
      new Option<>(
          Kind.RULE,
          "then",
          PolicyForms.THEN,
          Option.REQUIRED,
          Apply.REFRESH,
          "accept or reject; `next` changes and asks the rules that follow, which see the route as"
              + " it came.");

  static final Option<List<Named<PrefixRange>>> MATCH_PREFIX =
      match(
          "prefix",
          Forms.list(PolicyForms.PREFIX_OR_SET),
          "The prefix is one of these; `le` and `ge` widen the lengths.");
  static final Option<AddressFamily> MATCH_FAMILY =
      match("family", Forms.FAMILY, "The route is of this family.");
  static final Option<List<String>> MATCH_SOURCE =
      match(
          "source",
          Forms.list(Sources.FORM),
          "Where the route comes from; `ipam` is all three kinds of it, `local` all but bgp. None"
              + " are taken from the `kernel` yet.");
  static final Option<String> MATCH_PEER =
      match("peer", Forms.TEXT, "Learned from this peer, or from a peer of this group.");
  static final Option<List<Named<Range>>> MATCH_AS_PATH_HAS =
      match(
          "as-path-has",
          Forms.list(PolicyForms.AS_NUMBERS_OR_SET),
          "One of these stands in AS_PATH. Confederation segments are left out, here and below.");
  static final Option<List<Named<Range>>> MATCH_NEIGHBOUR_AS =
      match(
          "neighbour-as",
          Forms.list(PolicyForms.AS_NUMBERS_OR_SET),
          "The first AS of the path is one of these.");
  static final Option<List<Named<Range>>> MATCH_ORIGIN_AS =
      match(
          "origin-as",
          Forms.list(PolicyForms.AS_NUMBERS_OR_SET),
          "The last AS of the path is one of these; a path that ends in a set has none.");
  static final Option<List<Named<AsPathPattern>>> MATCH_AS_PATH =
      match(
          "as-path",
          Forms.list(PolicyForms.AS_PATH_OR_SET),
          "AS_PATH matches one of these expressions, anywhere unless anchored: `64500` is that AS,"
              + " `.` any, `[1-9 64512-65534]` one of these, `[^1 2]` none of these; `^` and `$` the"
              + " ends; `*` `+` `?` repeat, `|` and `( )` choose; spaces and `_` only separate. Whole"
              + " numbers are compared, no digits. Up to 1000 characters, in time that grows with"
              + " the path alone.");
  static final Option<Range> MATCH_AS_PATH_LENGTH =
      match("as-path-length", PolicyForms.RANGE, "As the decision counts it: a set is one AS.");
  static final Option<List<Named<CommunityPattern>>> MATCH_COMMUNITY =
      match(
          "community",
          Forms.list(PolicyForms.COMMUNITIES_OR_SET),
          "Carries all of these. `*` stands for any number; `rt:` and `soo:` are extended ones,"
              + " `ext:0x0002fc0000000001` is any other.");
  static final Option<List<Named<CommunityPattern>>> MATCH_ANY_COMMUNITY =
      match(
          "any-community",
          Forms.list(PolicyForms.COMMUNITIES_OR_SET),
          "Carries at least one of these.");
  static final Option<List<Named<PrefixRange>>> MATCH_NEXT_HOP =
      match(
          "next-hop",
          Forms.list(PolicyForms.PREFIX_OR_SET),
          "The next hop as received is in one of these; lengths are not looked at.");
  static final Option<Range> MATCH_LOCAL_PREF =
      match("local-pref", PolicyForms.RANGE, "LOCAL_PREF; 100 where there is none.");
  static final Option<Range> MATCH_MED =
      match("med", PolicyForms.RANGE, "MED; 0 where there is none.");
  static final Option<List<Origin>> MATCH_ORIGIN =
      match("origin", Forms.list(PolicyForms.ORIGIN), "ORIGIN is one of these.");
  static final Option<List<RpkiState>> MATCH_RPKI =
      match(
          "rpki",
          Forms.list(PolicyForms.RPKI),
          "What origin validation says; `not-found` of every route yet.");
  static final Option<String> MATCH_POLICY =
      match(
          "policy",
          Forms.TEXT,
          "That policy would accept the route; what it would change is not changed. Up to 8 policies"
              + " deep.");
  static final Option<Given> MATCH_NOT =
      match("not", Forms.section(Kind.MATCH), "Not all of what stands in it holds. Up to 8 deep.");

  static final Option<Long> SET_LOCAL_PREF =
      change("local-pref", Forms.number(0, NUMBER_MAX), "unchanged", "LOCAL_PREF.");
  static final Option<Long> SET_MED =
      change("med", Forms.number(0, NUMBER_MAX), "unchanged", "MED.");
  static final Option<Long> SET_ADD_MED =
      change("add-med", Forms.number(0, NUMBER_MAX), "unchanged", "To MED, up to the highest.");
  static final Option<Long> SET_SUBTRACT_MED =
      change("subtract-med", Forms.number(0, NUMBER_MAX), "unchanged", "From MED, down to 0.");
  static final Option<List<CommunityPattern>> SET_COMMUNITY =
      change(
          "set-community",
          Forms.list(PolicyForms.EXACT_COMMUNITY),
          "unchanged",
          "Instead of all that it carries, of all kinds.");
  static final Option<List<Named<CommunityPattern>>> SET_REMOVE =
      change(
          "remove-community",
          Forms.list(PolicyForms.COMMUNITIES_OR_SET),
          "none",
          "Communities to take away.");
  static final Option<List<CommunityPattern>> SET_ADD =
      change(
          "add-community", Forms.list(PolicyForms.EXACT_COMMUNITY), "none", "Communities to add.");
  static final Option<Change> SET_NEXT_HOP =
      change(
          "next-hop",
          PolicyForms.NEXT_HOP,
          "what the session does",
          "`self` our address, `keep` as learned, both at export; or an address, for routes of its"
              + " family.");
  static final Option<Boolean> SET_NEXT_HOP_SELF =
      change("next-hop-self", Forms.BOOL, "false", "The same as `next-hop = self`.");
  static final Option<List<Range>> SET_PREPEND_AS =
      change(
          "prepend-as",
          Forms.list(PolicyForms.AS_NUMBERS),
          "none",
          "These in front of the path, the first of them first; up to 25.");
  static final Option<Integer> SET_PREPEND =
      change("prepend", Forms.smallNumber(1, 25), "none", "Our AS that many times more.");
  static final Option<Integer> SET_WEIGHT =
      change(
          "weight",
          Forms.smallNumber(0, Change.SetWeight.MAX),
          "0",
          "At import: the highest wins before LOCAL_PREF is looked at, on this router alone; never"
              + " sent.");

  static final List<Option<?>> ALL =
      List.of(
          PREFIXES,
          AS_NUMBERS,
          AS_PATHS,
          COMMUNITIES,
          RULES,
          DEFAULT,
          MATCH,
          SET,
          THEN,
          MATCH_PREFIX,
          MATCH_FAMILY,
          MATCH_SOURCE,
          MATCH_PEER,
          MATCH_AS_PATH_HAS,
          MATCH_NEIGHBOUR_AS,
          MATCH_ORIGIN_AS,
          MATCH_AS_PATH,
          MATCH_AS_PATH_LENGTH,
          MATCH_COMMUNITY,
          MATCH_ANY_COMMUNITY,
          MATCH_NEXT_HOP,
          MATCH_LOCAL_PREF,
          MATCH_MED,
          MATCH_ORIGIN,
          MATCH_RPKI,
          MATCH_POLICY,
          MATCH_NOT,
          SET_LOCAL_PREF,
          SET_MED,
          SET_ADD_MED,
          SET_SUBTRACT_MED,
          SET_COMMUNITY,
          SET_REMOVE,
          SET_ADD,
          SET_NEXT_HOP,
          SET_NEXT_HOP_SELF,
          SET_PREPEND_AS,
          SET_PREPEND,
          SET_WEIGHT);

  private PolicyOptions() {}

  private static <T> Option<T> set(String key, Form<T> form, String meaning) {
    return new Option<>(Kind.SETS, key, form, "none", Apply.REFRESH, meaning);
  }

  private static <T> Option<T> match(String key, Form<T> form, String meaning) {
    return new Option<>(Kind.MATCH, key, form, "any", Apply.REFRESH, meaning);
  }

  private static <T> Option<T> change(String key, Form<T> form, String fallback, String meaning) {
    return new Option<>(Kind.SET, key, form, fallback, Apply.REFRESH, meaning);
  }
}
