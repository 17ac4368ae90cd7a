package io.munia.fib.netlink;

/// What has to be written so that the kernel has what is desired: the one place that decides. Pure.
enum Difference {
  NOTHING,

  /// There is none of ours: NLM_F_CREATE and NLM_F_EXCL, so that another program's is never hit.
  ADD,

  /// There is one of ours that leads elsewhere: NLM_F_REPLACE, no packet falls between.
  REPLACE,

  DELETE,

  /// Another program's route with the same prefix and metric is there. The kernel's replace looks
  /// at neither protocol nor owner and could hit that one: nothing is written.
  BLOCKED;

  /// @param desired a number of [HopSets]
  /// @param actual a number of [HopSets]
  /// @param foreign whether another program's twin is known to be there
  static Difference between(int desired, int actual, boolean foreign) {
    if (desired == actual || desired == HopSets.UNASKED) {
      return NOTHING;
    }
    if (desired == HopSets.NONE) {
      return DELETE;
    }
    if (foreign) {
      return BLOCKED;
    }
    return actual == HopSets.NONE ? ADD : REPLACE;
  }
}
