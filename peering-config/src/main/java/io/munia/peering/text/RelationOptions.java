package io.munia.peering.text;

import io.munia.bgp.capability.AttributeRules;
import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.codec.ExportRules.PrivateAs;
import io.munia.bgp.session.PeerSettings.RemoteAs;
import io.munia.net.Asn;
import io.munia.peering.change.Apply;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.Relation;
import io.munia.rib.PeerRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The options that say what a neighbour is to us; a part of [Options].
final class RelationOptions {
  private static final int AS_PATH_MAX = 10_000;

  static final Option<BgpRole> ROLE =
      Option.ofPeer(
          "role",
          Forms.word(roles()),
          "none",
          Apply.NEXT_SESSION,
          "What we are to a neighbour in another AS (RFC 9234). Route leaks are then marked, seen and"
              + " not handed on.");
  static final Option<Boolean> ROLE_STRICT =
      Option.ofPeer(
          "role-strict",
          Forms.BOOL,
          "false",
          Apply.NEXT_SESSION,
          "Refuse a neighbour that does not say what it is to us.");
  static final Option<Asn> LOCAL_AS =
      Option.ofPeer(
          "local-as",
          Forms.AS,
          "our AS",
          Apply.RESET,
          "The AS that a neighbour in another AS knows us by; it stands in front of what that"
              + " neighbour tells, and of ours in what it is told.");
  static final Option<Boolean> NO_PREPEND =
      Option.ofPeer(
          "no-prepend",
          Forms.BOOL,
          "false",
          Apply.REFRESH,
          "With `local-as`: leave what the neighbour tells as it is.");
  static final Option<Boolean> REPLACE_AS =
      Option.ofPeer(
          "replace-as",
          Forms.BOOL,
          "false",
          Apply.REFRESH,
          "With `local-as`: leave our own AS out of what the neighbour is told.");
  static final Option<Integer> ALLOWAS_IN =
      Option.ofPeer(
          "allowas-in",
          Forms.smallNumber(0, PeerRules.ALLOW_AS_IN_MAX),
          "0",
          Apply.REFRESH,
          "How often our AS may stand in a path that it tells.");
  static final Option<Boolean> AS_OVERRIDE =
      Option.ofPeer(
          "as-override",
          Forms.BOOL,
          "false",
          Apply.REFRESH,
          "Put our AS in place of the neighbour's own in paths that it is told.");
  static final Option<PrivateAs> REMOVE_PRIVATE_AS =
      Option.ofPeer(
          "remove-private-as",
          Forms.word(privates()),
          "off",
          Apply.REFRESH,
          "Take private AS numbers out of paths that it is told, or put ours in their place.");
  static final Option<Boolean> REJECT_AS_SETS =
      Option.ofPeer(
          "reject-as-sets",
          Forms.BOOL,
          "true",
          Apply.NEXT_SESSION,
          "Withdraw routes with an AS_SET or AS_CONFED_SET in their path (RFC 9774).");
  static final Option<Integer> AS_PATH_LIMIT =
      Option.ofPeer(
          "as-path-limit",
          Forms.smallNumber(1, AS_PATH_MAX),
          "none",
          Apply.NEXT_SESSION,
          "Most AS numbers in a path; routes with more are withdrawn.");
  static final Option<Boolean> AIGP =
      Option.ofPeer(
          "aigp",
          Forms.BOOL,
          "true in our AS and confederation, false outside",
          Apply.NEXT_SESSION,
          "Whether the accumulated IGP metric passes (RFC 7311).");
  static final Option<Boolean> PREFIX_SID =
      Option.ofPeer(
          "prefix-sid",
          Forms.BOOL,
          "true in our AS and confederation, false outside",
          Apply.NEXT_SESSION,
          "Whether segment identifiers pass to and from another AS (RFC 8669).");
  static final Option<Boolean> GRACEFUL_SHUTDOWN =
      Option.ofPeer(
          "graceful-shutdown",
          Forms.BOOL,
          "true",
          Apply.REFRESH,
          "Routes of another AS with GRACEFUL_SHUTDOWN get LOCAL_PREF 0, after policy (RFC 8326).");
  static final Option<Boolean> BLACKHOLE =
      Option.ofPeer(
          "blackhole",
          Forms.word(Forms.words("ignore", false, "accept", true)),
          "ignore",
          Apply.REFRESH,
          "With `accept`, packets to routes of another AS with BLACKHOLE are dropped, and the routes"
              + " stay in our AS (RFC 7999).");

  static final List<Option<?>> ALL =
      List.of(
          ROLE,
          ROLE_STRICT,
          LOCAL_AS,
          NO_PREPEND,
          REPLACE_AS,
          ALLOWAS_IN,
          AS_OVERRIDE,
          REMOVE_PRIVATE_AS,
          REJECT_AS_SETS,
          AS_PATH_LIMIT,
          AIGP,
          PREFIX_SID,
          GRACEFUL_SHUTDOWN,
          BLACKHOLE);

  private RelationOptions() {}

  private static Map<String, BgpRole> roles() {
    Map<String, BgpRole> words = new LinkedHashMap<>();
    for (BgpRole role :
        List.of(BgpRole.PROVIDER, BgpRole.CUSTOMER, BgpRole.PEER, BgpRole.RS, BgpRole.RS_CLIENT)) {
      words.put(role.toString(), role);
    }
    return words;
  }

  private static Map<String, PrivateAs> privates() {
    Map<String, PrivateAs> words = new LinkedHashMap<>();
    words.put("off", PrivateAs.KEEP);
    words.put("all", PrivateAs.REMOVE);
    words.put("replace", PrivateAs.REPLACE);
    return words;
  }

  /// What was given.
  ///
  /// @param own our AS as the neighbour would know it
  /// @param inside whether the neighbour is of our AS or confederation
  static Relation of(Given given, Asn own, boolean inside, Problems problems) {
    Optional<Relation.LocalAs> localAs =
        given
            .get(LOCAL_AS)
            .map(as ->
                new Relation.LocalAs(
                    as, own, !given.get(NO_PREPEND, false), given.get(REPLACE_AS, false)));
    needs(given, LOCAL_AS, NO_PREPEND, problems);
    needs(given, LOCAL_AS, REPLACE_AS, problems);
    needs(given, ROLE, ROLE_STRICT, problems);
    AttributeRules usual = AttributeRules.USUAL;
    if (inside && given.isGiven(PREFIX_SID)) {
      problems.warning(
          given.at(PREFIX_SID),
          "does nothing for a neighbour in our AS or confederation, where it always passes",
          "leave it out");
    }
    return new Relation(
        given.get(ROLE),
        given.get(ROLE_STRICT, false),
        localAs,
        given.get(ALLOWAS_IN, 0),
        given.get(AS_OVERRIDE, false),
        given.get(REMOVE_PRIVATE_AS, PrivateAs.KEEP),
        new AttributeRules(
            !given.get(REJECT_AS_SETS, true),
            given.get(AIGP, usual.internalAigp()),
            given.get(AIGP, usual.externalAigp()),
            given.get(PREFIX_SID, usual.externalPrefixSid()),
            given.get(AS_PATH_LIMIT, AttributeRules.UNLIMITED)),
        given.get(GRACEFUL_SHUTDOWN, true),
        given.get(BLACKHOLE, false));
  }

  private static void needs(
      Given given, Option<?> needed, Option<Boolean> option, Problems problems) {
    if (given.get(option, false) && !given.isGiven(needed)) {
      problems.warning(
          given.at(option),
          "does nothing without '" + needed.key() + "'",
          needed.key() + " would do, or leave it out");
    }
  }

  /// The options that are not as they would be unsaid, with their values.
  static Map<String, String> print(Relation relation) {
    Map<String, String> lines = new LinkedHashMap<>();
    relation.role().ifPresent(role -> lines.put(ROLE.key(), role.toString()));
    unless(false, relation.roleStrict(), ROLE_STRICT, lines);
    relation
        .localAs()
        .ifPresent(local -> {
          lines.put(LOCAL_AS.key(), local.as().toString());
          unless(false, !local.prepend(), NO_PREPEND, lines);
          unless(false, local.replace(), REPLACE_AS, lines);
        });
    if (relation.allowAsIn() != 0) {
      lines.put(ALLOWAS_IN.key(), String.valueOf(relation.allowAsIn()));
    }
    unless(false, relation.asOverride(), AS_OVERRIDE, lines);
    privates()
        .forEach((word, value) -> {
          if (value == relation.privateAs() && value != PrivateAs.KEEP) {
            lines.put(REMOVE_PRIVATE_AS.key(), word);
          }
        });
    AttributeRules attributes = relation.attributes();
    unless(true, !attributes.asSets(), REJECT_AS_SETS, lines);
    if (attributes.asPathMax() != AttributeRules.UNLIMITED) {
      lines.put(AS_PATH_LIMIT.key(), String.valueOf(attributes.asPathMax()));
    }
    if (attributes.internalAigp() == attributes.externalAigp()) {
      lines.put(AIGP.key(), String.valueOf(attributes.internalAigp()));
    }
    unless(false, attributes.externalPrefixSid(), PREFIX_SID, lines);
    unless(true, relation.gracefulShutdown(), GRACEFUL_SHUTDOWN, lines);
    if (relation.blackhole()) {
      lines.put(BLACKHOLE.key(), "accept");
    }
    return lines;
  }

  private static void unless(
      boolean usual, boolean value, Option<Boolean> option, Map<String, String> lines) {
    if (value != usual) {
      lines.put(option.key(), String.valueOf(value));
    }
  }

  /// What does not go together, and what does nothing.
  ///
  /// @param path of the neighbour's section
  /// @param inside whether the neighbour is of our AS or confederation
  /// @param kernel whether packets are forwarded by what is chosen
  static void check(
      String path, PeerOptions options, boolean inside, boolean kernel, Problems problems) {
    Relation relation = options.relation();
    if (inside) {
      if (relation.role().isPresent()) {
        outsideOnly(path, ROLE, problems);
      }
      if (relation.localAs().isPresent()) {
        outsideOnly(path, LOCAL_AS, problems);
      }
      nothing(path, AS_OVERRIDE, relation.asOverride(), problems);
      nothing(path, REMOVE_PRIVATE_AS, relation.privateAs() != PrivateAs.KEEP, problems);
      nothing(path, BLACKHOLE, relation.blackhole(), problems);
    } else if (relation.blackhole() && !kernel) {
      problems.warning(
          path + "." + BLACKHOLE.key(),
          "drops nothing here: fib = off",
          "fib { table = main } would do, or leave it out");
    }
    relation
        .localAs()
        .ifPresent(local -> {
          String found = localAsFault(local, options.remoteAs());
          if (!found.isEmpty()) {
            problems.error(
                path + "." + LOCAL_AS.key(),
                "found " + local.as() + ", which is " + found,
                "another one would do, or leave it out");
          }
        });
  }

  private static String localAsFault(Relation.LocalAs local, RemoteAs remoteAs) {
    if (local.as().equals(local.own())) {
      return "the AS that it knows us by anyway";
    }
    if (local.as().equals(Asn.AS_TRANS)) {
      return "AS_TRANS";
    }
    // It would take us for one of its own AS, we it for one of another.
    return remoteAs instanceof RemoteAs.Exactly(Asn as) && as.equals(local.as())
        ? "the neighbour's own AS"
        : "";
  }

  private static void outsideOnly(String path, Option<?> option, Problems problems) {
    problems.error(
        path,
        "'" + option.key() + "' for a neighbour in our AS or confederation",
        "another remote-as would do, or leave it out");
  }

  private static void nothing(String path, Option<?> option, boolean given, Problems problems) {
    if (given) {
      problems.warning(
          path + "." + option.key().toLowerCase(Locale.ROOT),
          "does nothing for a neighbour in our AS or confederation",
          "leave it out");
    }
  }
}
