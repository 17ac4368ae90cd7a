package io.munia.rib.table;

import io.munia.net.IpAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Every next hop once, by number, counted by the attribute sets that use it, with what is known
/// about how it is reached. A table is reached through few next hops, so these are objects. Owned
/// by the RIB's loop.
public final class NextHopTable {
  private final Tracking tracking;
  private final Map<IpAddress, NextHop> byAddress = new HashMap<>();
  private final List<NextHop> byNumber = new ArrayList<>();
  private final List<Integer> free = new ArrayList<>();
  private long lastHigh;
  private long lastLow;
  private boolean lastV6;
  private int last;

  /// Told when an address is used for the first time and when it is not used any longer.
  public interface Tracking {
    void begin(NextHop nextHop);

    void end(NextHop nextHop);
  }

  /// One next hop. What is known of it is set by whoever tracks it.
  public static final class NextHop {
    private final int number;
    private final IpAddress address;
    private int references;
    private boolean reachable;
    private int cost;
    private String why = "not resolved yet";

    NextHop(int number, IpAddress address) {
      this.number = number;
      this.address = address;
    }

    public int number() {
      return number;
    }

    public IpAddress address() {
      return address;
    }

    public boolean reachable() {
      return reachable;
    }

    /// IGP cost, where it is reachable.
    public int cost() {
      return cost;
    }

    /// Why it is not reachable.
    public String why() {
      return why;
    }

    public void reachable(int cost) {
      this.reachable = true;
      this.cost = cost;
      this.why = "";
    }

    public void unreachable(String why) {
      this.reachable = false;
      this.cost = 0;
      this.why = why;
    }
  }

  public NextHopTable(Tracking tracking) {
    this.tracking = tracking;
    byNumber.add(new NextHop(0, IpAddress.v4(0)));
    byNumber.getFirst().reachable(0);
  }

  /// The number of this address, from 1 on, with one more reference, which the caller owns.
  public int intern(boolean v6, long high, long low) {
    if (last != 0 && lastHigh == high && lastLow == low && lastV6 == v6) {
      byNumber.get(last).references++;
      return last;
    }
    IpAddress address = v6 ? IpAddress.v6(high, low) : IpAddress.v4((int) (high >>> 32));
    NextHop nextHop = byAddress.get(address);
    if (nextHop == null) {
      nextHop = add(address);
    }
    nextHop.references++;
    last = nextHop.number;
    lastHigh = high;
    lastLow = low;
    lastV6 = v6;
    return last;
  }

  public NextHop get(int number) {
    return byNumber.get(number);
  }

  void acquire(int number) {
    byNumber.get(number).references++;
  }

  /// Gives a reference back.
  public void release(int number) {
    NextHop nextHop = byNumber.get(number);
    if (--nextHop.references > 0) {
      return;
    }
    byAddress.remove(nextHop.address);
    free.add(number);
    if (last == number) {
      last = 0;
    }
    tracking.end(nextHop);
  }

  /// Distinct addresses in use.
  public int size() {
    return byAddress.size();
  }

  private NextHop add(IpAddress address) {
    NextHop nextHop;
    if (free.isEmpty()) {
      nextHop = new NextHop(byNumber.size(), address);
      byNumber.add(nextHop);
    } else {
      int number = free.removeLast();
      nextHop = new NextHop(number, address);
      byNumber.set(number, nextHop);
    }
    byAddress.put(address, nextHop);
    tracking.begin(nextHop);
    return nextHop;
  }
}
