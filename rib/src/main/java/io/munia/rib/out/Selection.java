package io.munia.rib.out;

/// Which paths of a destination a group is sent.
///
/// @param most paths at a time of one destination, 1 to [#PATHS_MAX]
public record Selection(Kind kind, int most) {
  /// Most paths of one destination that a neighbour is sent.
  public static final int PATHS_MAX = 64;

  /// What was chosen.
  public static final Selection BEST = new Selection(Kind.BEST, 1);

  /// What was chosen; where that came from an internal neighbour that is no client, so that the
  /// group cannot be sent it, the best of the other paths.
  public static final Selection BEST_EXTERNAL = new Selection(Kind.BEST_EXTERNAL, 1);

  /// For each neighbour the best of what the policy lets out and is not the neighbour's own ([RFC
  /// 7947 §2.3](https://www.rfc-editor.org/rfc/rfc7947#section-2.3)).
  public static final Selection PER_CLIENT = new Selection(Kind.PER_CLIENT, 1);

  /// With path ids, everything that the policy lets out.
  public static final Selection ALL = new Selection(Kind.BEST_N, PATHS_MAX);

  /// With path ids, the best path of each neighbour AS.
  public static final Selection PER_AS = new Selection(Kind.PER_AS, PATHS_MAX);

  public enum Kind {
    BEST,
    BEST_EXTERNAL,
    PER_CLIENT,
    BEST_N,
    PER_AS
  }

  public Selection {
    if (most < 1 || most > PATHS_MAX) {
      throw new IllegalArgumentException(most + " paths; 1 to " + PATHS_MAX + " would do");
    }
  }

  /// With path ids, the best so many.
  public static Selection best(int most) {
    return new Selection(Kind.BEST_N, most);
  }

  /// Whether paths are told apart by ids ([RFC 7911](https://www.rfc-editor.org/rfc/rfc7911)).
  public boolean withIds() {
    return kind == Kind.BEST_N || kind == Kind.PER_AS;
  }
}
