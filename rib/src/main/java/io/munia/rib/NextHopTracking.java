package io.munia.rib;

import io.munia.net.IpAddress;
import io.munia.rib.table.NextHopTable;
import io.munia.rib.table.NextHopTable.NextHop;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Puts what the [NextHops] port says into the table of next hops, and tells which of them need
/// another look. Owned by the RIB's loop.
final class NextHopTracking implements NextHopTable.Tracking, NextHops.Listener {
  private final NextHops port;
  private final Changed changed;
  private final Map<IpAddress, Tracked> tracked = new HashMap<>();
  private @Nullable NextHop beginning;
  private int unanswered;

  /// Hears of next hops whose paths need another look.
  interface Changed {
    /// @param decision whether choices may come out differently; else packets alone go another way
    void changed(int nextHop, boolean decision);

    /// A next hop that was not known was heard of for the first time.
    void answered();
  }

  private static final class Tracked {
    private final NextHop nextHop;
    private Fib.@Nullable Hop hop;
    private boolean answered;

    Tracked(NextHop nextHop) {
      this.nextHop = nextHop;
    }
  }

  NextHopTracking(NextHops port, Changed changed) {
    this.port = port;
    this.changed = changed;
  }

  @Override
  public void begin(NextHop nextHop) {
    tracked.put(nextHop.address(), new Tracked(nextHop));
    unanswered++;
    beginning = nextHop;
    port.track(nextHop.address(), this);
    beginning = null;
  }

  @Override
  public void end(NextHop nextHop) {
    Tracked gone = tracked.remove(nextHop.address());
    if (gone != null && !gone.answered) {
      unanswered--;
      changed.answered();
    }
    port.untrack(nextHop.address());
  }

  /// Next hops of which nothing is known yet.
  int unanswered() {
    return unanswered;
  }

  /// Where packets through this next hop go; null where it is not reachable.
  Fib.@Nullable Hop hop(IpAddress nextHop) {
    Tracked it = tracked.get(nextHop);
    return it == null ? null : it.hop;
  }

  @Override
  public void resolved(IpAddress address, NextHops.Resolution resolution) {
    Tracked it = tracked.get(address);
    if (it == null) {
      return;
    }
    NextHop nextHop = it.nextHop;
    boolean first = !it.answered;
    it.answered = true;
    boolean wasReachable = nextHop.reachable();
    int costWas = nextHop.cost();
    Fib.Hop hopWas = it.hop;
    switch (resolution) {
      case NextHops.Resolution.Unreachable(String why) -> {
        nextHop.unreachable(why);
        it.hop = null;
      }
      case NextHops.Resolution.Reachable(Fib.Hop hop, int cost) -> {
        nextHop.reachable(cost);
        it.hop = hop;
      }
    }
    if (first) {
      unanswered--;
      changed.answered();
    }
    if (nextHop == beginning) {
      return;
    }
    boolean decision = wasReachable != nextHop.reachable() || costWas != nextHop.cost();
    if (decision) {
      changed.changed(nextHop.number(), true);
    }
    if (!Objects.equals(hopWas, it.hop)) {
      changed.changed(nextHop.number(), false);
    }
  }
}
