package io.munia.peering.text;

import io.munia.bgp.capability.CapabilityKind;
import io.munia.bgp.codec.LinkLocalForm;
import io.munia.bgp.codec.OpenTerms;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.SocketOptions;
import io.munia.net.IpVersion;
import io.munia.peering.change.Apply;
import io.munia.peering.model.PeerConfig;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.SessionOptions;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Options about how sessions are made: sockets, OPENs, attempts.
final class SessionOption {
  /// To a neighbour outside our AS: it is on a link of ours, as with FRR and BIRD.
  private static final int TTL_OUTSIDE = 1;

  private static final int TTL_INSIDE = 64;

  /// Not one of the forms: whichever the neighbour shows.
  private static final String LEARNED = "learned";

  private static final Map<String, CapabilityKind> CAPABILITIES = capabilities();
  private static final Map<String, Integer> CLASSES = classes();

  static final Option<Long> CONNECT_RETRY_MAX =
      peer(
          "connect-retry-max",
          Forms.duration(1, 3600),
          "120s",
          Apply.NEXT_SESSION,
          "What doubling connect-retry after failures leads up to.");
  static final Option<Long> DELAY_OPEN =
      peer(
          "delay-open",
          Forms.duration(0, 240),
          "0s",
          Apply.NEXT_SESSION,
          "How long the neighbour's OPEN may come before ours is sent (DelayOpen of RFC 4271).");
  static final Option<Integer> HOLD_TIME_MIN =
      peer(
          "hold-time-min",
          Forms.HOLD_TIME,
          "3s",
          Apply.NEXT_SESSION,
          "A neighbour that proposes less is refused (NOTIFICATION 2/6); 0s, no hold time, is taken.");
  static final Option<List<CapabilityKind>> REQUIRE =
      peer(
          "require",
          Forms.list(Forms.word(CAPABILITIES)),
          "none",
          Apply.NEXT_SESSION,
          "Capabilities without which there is no session (NOTIFICATION 2/7); `families` for all of"
              + " `families`.");
  static final Option<Boolean> EXTENDED_NEXT_HOP =
      peer(
          "extended-next-hop",
          Forms.BOOL,
          "true to link-local addresses and without an address, else false",
          Apply.RESET,
          "Over IPv6: IPv4 routes with IPv6 next hops (RFC 8950), where ipv4-unicast is carried.");
  static final Option<Optional<LinkLocalForm>> LINK_LOCAL_NEXT_HOP =
      peer(
          "link-local-next-hop",
          Forms.word(linkLocalForms()),
          LEARNED,
          Apply.NEXT_SESSION,
          "On a link: how our link-local next hops are written; `native` alone, `single` behind"
              + " `::`, `double` twice, `both` behind our global one, which `native` sends alone;"
              + " `learned` as the neighbour does it, and `both` over global addresses.");
  static final Option<Integer> MULTIHOP =
      peer(
          "multihop",
          Forms.scalar(
              "false, true or a number of routers, 1 to 255",
              text ->
                  switch (text) {
                    case "false", "no", "off" -> TTL_OUTSIDE;
                    case "true", "yes", "on" -> TTL_INSIDE;
                    default -> (int) Forms.between(Long.parseUnsignedLong(text), 1, 255);
                  }),
          "true in our AS where there is an address, false outside",
          Apply.RESET,
          "How far our packets may go: the TTL, 1 for false, 64 for true.");
  static final Option<Integer> TTL_SECURITY =
      peer(
          "ttl-security",
          Forms.smallNumber(1, 254),
          "none",
          Apply.RESET,
          "How many routers away the neighbour is at most: packets from further away are dropped by"
              + " the kernel (RFC 5082). It must send with a TTL of 255.");
  static final Option<Integer> DSCP =
      peer(
          "dscp",
          Forms.scalar(
              "a class such as cs6, af21 or ef, or a number, 0 to 63", SessionOption::dscp),
          "cs6",
          Apply.RESET,
          "The class of our packets.");
  static final Option<String> INTERFACE =
      peer(
          "interface",
          device(),
          "none",
          Apply.RESET,
          "Interface that connections are bound to. A link-local address needs it; without an address"
              + " it says where the neighbour is.");
  static final Option<String> VRF =
      peer(
          "vrf",
          device(),
          "none",
          Apply.RESET,
          "VRF device that connections are bound to. To accept some there, `listen` must name it:"
              + " \"0.0.0.0%red:179\".");

  static final List<Option<?>> ALL =
      List.of(
          CONNECT_RETRY_MAX,
          DELAY_OPEN,
          HOLD_TIME_MIN,
          REQUIRE,
          EXTENDED_NEXT_HOP,
          LINK_LOCAL_NEXT_HOP,
          MULTIHOP,
          TTL_SECURITY,
          DSCP,
          INTERFACE,
          VRF);

  private SessionOption() {}

  private static <T> Option<T> peer(
      String key, Form<T> form, String fallback, Apply apply, String meaning) {
    return Option.ofPeer(key, form, fallback, apply, meaning);
  }

  /// What was given about the sessions of a neighbour.
  ///
  /// @param internal whether it may be any number of routers away
  /// @param linkLocal whether its address is link-local
  static SessionOptions of(Given given, boolean internal, boolean linkLocal, Problems problems) {
    if (given.isGiven(MULTIHOP) && given.isGiven(TTL_SECURITY)) {
      problems.error(
          given.at(MULTIHOP),
          "stands beside ttl-security, which says how far the neighbour is",
          "one of the two would do");
    }
    return new SessionOptions(
        Math.toIntExact(
            given.get(CONNECT_RETRY_MAX, (long) PeerSettings.CONNECT_RETRY_SECONDS_MAX)),
        Math.toIntExact(given.get(DELAY_OPEN, 0L)),
        // What holds anyway is not told apart from what is unsaid: a reload ends no session for it.
        given.get(EXTENDED_NEXT_HOP).filter(offered -> offered != linkLocal),
        given.get(LINK_LOCAL_NEXT_HOP, Optional.empty()),
        new OpenTerms(given.get(HOLD_TIME_MIN, 0), Set.copyOf(given.get(REQUIRE, List.of()))),
        new SocketOptions(
            given.get(MULTIHOP, internal ? TTL_INSIDE : TTL_OUTSIDE),
            given.get(TTL_SECURITY, 0),
            given.get(DSCP, SocketOptions.DSCP),
            given.get(INTERFACE, ""),
            given.get(VRF, "")));
  }

  /// The options that are not as they would be unsaid, with their values; and the TTL.
  static Map<String, String> print(SessionOptions options) {
    Map<String, String> lines = new LinkedHashMap<>();
    if (options.connectRetrySecondsMax() != PeerSettings.CONNECT_RETRY_SECONDS_MAX) {
      lines.put(CONNECT_RETRY_MAX.key(), options.connectRetrySecondsMax() + "s");
    }
    if (options.delayOpenSeconds() != 0) {
      lines.put(DELAY_OPEN.key(), options.delayOpenSeconds() + "s");
    }
    if (options.terms().holdTimeSecondsMin() != 0) {
      lines.put(HOLD_TIME_MIN.key(), options.terms().holdTimeSecondsMin() + "s");
    }
    if (!options.terms().required().isEmpty()) {
      lines.put(
          REQUIRE.key(),
          CAPABILITIES.entrySet().stream()
              .filter(word -> options.terms().required().contains(word.getValue()))
              .map(Map.Entry::getKey)
              .collect(Collectors.joining(", ", "[", "]")));
    }
    options
        .extendedNextHop()
        .ifPresent(offered -> lines.put(EXTENDED_NEXT_HOP.key(), String.valueOf(offered)));
    options
        .linkLocalNextHop()
        .ifPresent(form -> lines.put(LINK_LOCAL_NEXT_HOP.key(), form.toString()));
    SocketOptions socket = options.socket();
    if (socket.securityHops() != 0) {
      lines.put(TTL_SECURITY.key(), String.valueOf(socket.securityHops()));
    } else if (socket.ttl() != 0) {
      lines.put(MULTIHOP.key(), String.valueOf(socket.ttl()));
    }
    if (socket.dscp() != SocketOptions.DSCP) {
      lines.put(DSCP.key(), String.valueOf(socket.dscp()));
    }
    if (!socket.device().isEmpty()) {
      lines.put(INTERFACE.key(), com.typesafe.config.ConfigUtil.quoteString(socket.device()));
    }
    if (!socket.vrf().isEmpty()) {
      lines.put(VRF.key(), com.typesafe.config.ConfigUtil.quoteString(socket.vrf()));
    }
    return lines;
  }

  /// What does not go together.
  ///
  /// @param path of the neighbour's section
  static void check(String path, PeerOptions options, Problems problems) {
    SessionOptions session = options.session();
    int holdMin = session.terms().holdTimeSecondsMin();
    if (options.holdTimeSeconds() != 0 && holdMin > options.holdTimeSeconds()) {
      problems.error(
          path + "." + HOLD_TIME_MIN.key(),
          "found " + holdMin + "s, which is more than our own hold-time",
          "at most " + options.holdTimeSeconds() + "s would do");
    }
    if (session.connectRetrySecondsMax() < options.connectRetrySeconds()) {
      problems.error(
          path + "." + CONNECT_RETRY_MAX.key(),
          "found " + session.connectRetrySecondsMax() + "s, which is less than connect-retry",
          "at least " + options.connectRetrySeconds() + "s would do");
    }
  }

  /// A form of next hops that the neighbour's session has nothing to say in.
  ///
  /// @param path of the neighbour's section
  static void checkForm(String path, PeerConfig peer, Problems problems) {
    boolean linkLocal =
        peer.address()
            .map(address -> address.version() == IpVersion.V6 && address.isLinkLocal())
            .orElse(true);
    peer.options()
        .session()
        .linkLocalNextHop()
        .filter(form ->
            linkLocal
                ? form == LinkLocalForm.BOTH
                : form == LinkLocalForm.SINGLE || form == LinkLocalForm.DOUBLE)
        .ifPresent(form ->
            problems.warning(
                path + "." + LINK_LOCAL_NEXT_HOP.key(),
                "found "
                    + form
                    + ", which does nothing for the neighbour "
                    + peer.place()
                    + (linkLocal ? ", whom we show no global address" : ""),
                (linkLocal ? "native, single or double" : "native or both") + " would do"));
  }

  private static Form<String> device() {
    return Forms.scalar(
        "an interface's name of 1 to " + SocketOptions.DEVICE_BYTES_MAX + " bytes",
        SessionOption::device);
  }

  static String device(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes < 1
        || bytes > SocketOptions.DEVICE_BYTES_MAX
        || !text.matches("[^/:%\\s\\p{Cntrl}]+")) {
      throw new IllegalArgumentException(text);
    }
    return text;
  }

  private static int dscp(String text) {
    Integer named = CLASSES.get(text);
    return named != null ? named : (int) Forms.between(Long.parseUnsignedLong(text), 0, 63);
  }

  private static Map<String, Optional<LinkLocalForm>> linkLocalForms() {
    Map<String, Optional<LinkLocalForm>> words = new LinkedHashMap<>();
    words.put(LEARNED, Optional.empty());
    for (LinkLocalForm form : LinkLocalForm.values()) {
      words.put(form.toString(), Optional.of(form));
    }
    return words;
  }

  private static Map<String, CapabilityKind> capabilities() {
    Map<CapabilityKind, String> words = new EnumMap<>(CapabilityKind.class);
    for (CapabilityKind kind : CapabilityKind.values()) {
      words.put(kind, kind == CapabilityKind.MULTIPROTOCOL ? "families" : kind.toString());
    }
    Map<String, CapabilityKind> named = new LinkedHashMap<>();
    words.forEach((kind, word) -> named.put(word, kind));
    return named;
  }

  /// [RFC 2474 §4.2.2](https://www.rfc-editor.org/rfc/rfc2474#section-4.2.2), [RFC 2597
  /// §6](https://www.rfc-editor.org/rfc/rfc2597#section-6) and [RFC 3246
  /// §2.7](https://www.rfc-editor.org/rfc/rfc3246#section-2.7).
  private static Map<String, Integer> classes() {
    Map<String, Integer> classes = new LinkedHashMap<>();
    for (int selector = 0; selector < 8; selector++) {
      classes.put("cs" + selector, selector << 3);
    }
    for (int forwarding = 1; forwarding <= 4; forwarding++) {
      for (int drop = 1; drop <= 3; drop++) {
        classes.put("af" + forwarding + drop, forwarding << 3 | drop << 1);
      }
    }
    classes.put("ef", 46);
    return classes;
  }
}
