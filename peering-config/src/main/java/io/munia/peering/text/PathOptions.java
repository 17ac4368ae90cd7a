package io.munia.peering.text;

import io.munia.bgp.session.PeerSettings.RemoteAs;
import io.munia.peering.change.Apply;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeerPaths;
import io.munia.rib.PathsSent;
import io.munia.rib.route.Multipath;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Options about which paths pass.
final class PathOptions {
  private static final Map<String, PeerPaths.AddPath> DIRECTIONS = directions();

  static final Option<PeerPaths.AddPath> ADD_PATH =
      peer(
          "add-path",
          Forms.word(DIRECTIONS),
          "off",
          "Several paths to one destination (RFC 7911): taken, announced, or both.");
  static final Option<PathsSent.AddPath> ADD_PATH_SEND =
      peer(
          "add-path-send",
          Forms.scalar(
              "all, per-as, or \"best N\", N being 1 to " + PathsSent.PATHS_MAX,
              PathOptions::addPath),
          "all",
          "Which paths are announced where several may be: all, the best of each neighbour AS, or"
              + " the best N; "
              + PathsSent.PATHS_MAX
              + " to one destination at most.");
  static final Option<Boolean> BEST_EXTERNAL =
      peer(
          "advertise-best-external",
          Forms.BOOL,
          "false",
          "To a neighbour in our AS: where the best path came from our AS and is not passed on,"
              + " announce the best of the others.");
  static final Option<Boolean> ROUTE_SERVER_CLIENT =
      peer(
          "route-server-client",
          Forms.BOOL,
          "false",
          "To a neighbour in another AS: hand routes on as if we were not there (RFC 7947), of each"
              + " the best that `export` lets out and that is not its own.");
  static final Option<Boolean> ENFORCE_FIRST_AS =
      peer(
          "enforce-first-as",
          Forms.BOOL,
          "true",
          "An AS_PATH of a neighbour in another AS must begin with its AS; false for a route"
              + " server.");

  static final Option<Given> MULTIPATH =
      new Option<>(
          Kind.ROOT,
          "multipath",
          Forms.section(Kind.MULTIPATH),
          "one path",
          Apply.RESTART,
          "Equal paths that are used together.");
  static final Option<Integer> EBGP =
      multipath(
          "ebgp",
          Forms.smallNumber(1, Multipath.PATHS_MAX),
          "1",
          "Most paths where the best came from another AS.");
  static final Option<Integer> IBGP =
      multipath(
          "ibgp",
          Forms.smallNumber(1, Multipath.PATHS_MAX),
          "1",
          "Most paths where the best came from our AS.");
  static final Option<Boolean> AS_PATH_RELAX =
      multipath(
          "as-path-relax",
          Forms.BOOL,
          "false",
          "Whether AS_PATHs of one length are equal enough; else they must be the same.");

  static final List<Option<?>> ALL =
      List.of(
          ADD_PATH,
          ADD_PATH_SEND,
          BEST_EXTERNAL,
          ROUTE_SERVER_CLIENT,
          ENFORCE_FIRST_AS,
          MULTIPATH,
          EBGP,
          IBGP,
          AS_PATH_RELAX);

  private PathOptions() {}

  /// What was given about the paths of a neighbour.
  static PeerPaths of(Given given) {
    return new PeerPaths(
        given.get(ADD_PATH, PeerPaths.AddPath.OFF),
        new PathsSent(
            given.get(ADD_PATH_SEND, new PathsSent.AddPath.All()),
            given.get(BEST_EXTERNAL, false),
            given.get(ROUTE_SERVER_CLIENT, false)),
        given.get(ENFORCE_FIRST_AS, true) ? PeerPaths.FirstAs.ITS_OWN : PeerPaths.FirstAs.ANY);
  }

  /// What was given about paths that are used together.
  static Multipath multipath(Given root) {
    return root.get(MULTIPATH)
        .map(given ->
            new Multipath(given.get(EBGP, 1), given.get(IBGP, 1), given.get(AS_PATH_RELAX, false)))
        .orElse(Multipath.OFF);
  }

  static Map<String, String> print(Multipath multipath) {
    Map<String, String> lines = new LinkedHashMap<>();
    if (!multipath.equals(Multipath.OFF)) {
      lines.put("multipath.ebgp", String.valueOf(multipath.ebgp()));
      lines.put("multipath.ibgp", String.valueOf(multipath.ibgp()));
      lines.put("multipath.as-path-relax", String.valueOf(multipath.asPathRelax()));
    }
    return lines;
  }

  /// The options that are not as they would be unsaid, with their values.
  static Map<String, String> print(PeerPaths paths) {
    Map<String, String> lines = new LinkedHashMap<>();
    DIRECTIONS.forEach((word, direction) -> {
      if (direction == paths.addPath() && direction != PeerPaths.AddPath.OFF) {
        lines.put(ADD_PATH.key(), word);
      }
    });
    switch (paths.sent().addPath()) {
      case PathsSent.AddPath.All() -> {
        // is so unsaid
      }
      case PathsSent.AddPath.Best(int most) -> lines.put(ADD_PATH_SEND.key(), "best " + most);
      case PathsSent.AddPath.PerAs() -> lines.put(ADD_PATH_SEND.key(), "per-as");
    }
    if (paths.sent().bestExternal()) {
      lines.put(BEST_EXTERNAL.key(), "true");
    }
    if (paths.sent().routeServerClient()) {
      lines.put(ROUTE_SERVER_CLIENT.key(), "true");
    }
    if (paths.firstAs() == PeerPaths.FirstAs.ANY) {
      lines.put(ENFORCE_FIRST_AS.key(), "false");
    }
    return lines;
  }

  /// What does not go together.
  ///
  /// @param path of the neighbour's section
  static void check(String path, PeerOptions options, boolean internal, Problems problems) {
    PeerPaths paths = options.paths();
    boolean member = options.remoteAs() instanceof RemoteAs.Member;
    if (paths.sent().routeServerClient() && (internal || member)) {
      problems.error(
          path,
          "'route-server-client' for a neighbour in our " + (member ? "confederation" : "AS"),
          "another remote-as would do, or leave it out");
    }
    if (paths.firstAs() == PeerPaths.FirstAs.ANY && member) {
      problems.error(
          path,
          "'enforce-first-as = false' for a neighbour in our confederation",
          "leave it out: what a member tells begins with its member AS, always");
    }
    if (paths.sent().bestExternal() && !internal) {
      problems.error(
          path,
          "'advertise-best-external' for a neighbour in another AS",
          "remote-as = internal would do, or leave it out");
    }
    if (!paths.addPath().sends() && !(paths.sent().addPath() instanceof PathsSent.AddPath.All)) {
      problems.error(
          path,
          "'add-path-send' for a neighbour that is sent one path",
          "add-path = send or both would do, or leave it out");
    }
  }

  private static PathsSent.AddPath addPath(String text) {
    return switch (text) {
      case "all" -> new PathsSent.AddPath.All();
      case "per-as" -> new PathsSent.AddPath.PerAs();
      default -> {
        if (!text.matches("best +[0-9]{1,3}")) {
          throw new IllegalArgumentException(text);
        }
        yield new PathsSent.AddPath.Best(Integer.parseInt(text.substring(5).strip()));
      }
    };
  }

  private static Map<String, PeerPaths.AddPath> directions() {
    Map<String, PeerPaths.AddPath> words = new LinkedHashMap<>();
    words.put("off", PeerPaths.AddPath.OFF);
    words.put("receive", PeerPaths.AddPath.RECEIVE);
    words.put("send", PeerPaths.AddPath.SEND);
    words.put("both", PeerPaths.AddPath.BOTH);
    return words;
  }

  private static <T> Option<T> multipath(
      String key, Form<T> form, String fallback, String meaning) {
    return new Option<>(Kind.MULTIPATH, key, form, fallback, Apply.RESTART, meaning);
  }

  private static <T> Option<T> peer(String key, Form<T> form, String fallback, String meaning) {
    return Option.ofPeer(key, form, fallback, Apply.RESET, meaning);
  }
}
