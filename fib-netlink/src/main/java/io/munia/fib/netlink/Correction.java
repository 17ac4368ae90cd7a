package io.munia.fib.netlink;

import io.munia.fib.netlink.message.Errno;
import io.munia.fib.netlink.message.KernelError;
import io.munia.fib.netlink.message.MessageBuffer;
import io.munia.fib.netlink.message.RouteCodec;
import io.munia.fib.netlink.message.RouteReader;
import io.munia.fib.netlink.message.Rtnetlink;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import io.munia.rib.Fib.Hop;
import io.munia.rib.Fib.Target;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes what differs and reads what is there: the two ways in which the table and the kernel
/// meet. Owned by the FIB thread.
final class Correction {
  /// Beyond this, batches gain nothing (measured), and refusals of all of them still fit a socket.
  static final int MESSAGES_PER_SEND_MAX = 128;

  private static final int BYTES_PER_SEND_MAX = 48 * 1024;

  /// After refusals were lost: so few that the smallest receive buffer holds them.
  private static final int MESSAGES_PER_SEND_CAREFUL = 2;

  private static final int PASSES_MAX = 3;
  private static final int DUMPS_MAX = 5;
  private static final int STRAYS_PER_ROUND_MAX = 4096;
  private static final int STRAY_ROUNDS_MAX = 1000;
  private static final KernelError NO_INTERFACE =
      new KernelError(Errno.ENODEV, "a next hop needs an interface");
  private static final KernelError TWIN = new KernelError(Errno.EEXIST, "");

  private final FibSettings settings;
  private final RouteCodec codec;
  private final Requests requests;
  private final HopSets hops;
  private final Reasons reasons;
  private final Counting counting;
  private final int[] slots = new int[MESSAGES_PER_SEND_MAX];
  private final Difference[] differences = new Difference[MESSAGES_PER_SEND_MAX];
  private final @Nullable KernelError[] answers = new KernelError[MESSAGES_PER_SEND_MAX];
  private int encoded;
  private boolean twinFound;

  Correction(
      FibSettings settings, Requests requests, HopSets hops, Reasons reasons, Counting counting) {
    this.settings = settings;
    this.codec = new RouteCodec(settings.table(), settings.protocol());
    this.requests = requests;
    this.hops = hops;
    this.reasons = reasons;
    this.counting = counting;
  }

  /// Writes the difference for these prefixes, at most [#MESSAGES_PER_SEND_MAX] of them, all of the
  /// table's family; entries hold the outcome afterwards, nothing is removed from the table.
  void correct(RouteTable table, Prefix[] prefixes, int from, int count) {
    int perSend = MESSAGES_PER_SEND_MAX;
    for (int pass = 0; pass < PASSES_MAX; pass++) {
      boolean again = false;
      int at = 0;
      while (at < count) {
        int taken = encode(table, prefixes, from + at, Math.min(perSend, count - at));
        int unknown = encoded == 0 ? 0 : requests.transact(answers);
        if (unknown != 0) {
          counting.overruns++;
          again = true;
          perSend = MESSAGES_PER_SEND_CAREFUL;
          outcomeUnknown(table, prefixes, from + at, taken, unknown);
        } else {
          again |= settle(table);
        }
        at += taken;
      }
      if (!again) {
        return;
      }
    }
  }

  /// Fills the buffer.
  ///
  /// @return how many prefixes that dealt with
  private int encode(RouteTable table, Prefix[] prefixes, int from, int count) {
    MessageBuffer out = requests.batch();
    int metric = settings.metric(table.version());
    encoded = 0;
    for (int i = 0; i < count; i++) {
      if (out.length() > BYTES_PER_SEND_MAX) {
        return i;
      }
      Prefix prefix = prefixes[from + i];
      int slot = table.find(prefix);
      if (slot < 0 || table.marked(slot, RouteTable.IN_FLIGHT)) {
        continue;
      }
      Difference difference = table.difference(slot);
      switch (difference) {
        case NOTHING -> {
          table.setReason(slot, Reasons.NONE);
          table.unmark(slot, RouteTable.DRIFTED);
          continue;
        }
        case BLOCKED -> {
          refuse(table, slot, TWIN);
          continue;
        }
        case DELETE -> codec.encodeDelete(out, requests.nextSequence(), prefix, metric);
        case ADD, REPLACE -> {
          Target target = hops.target(table.desired(slot));
          if (!writable(target)) {
            refuse(table, slot, NO_INTERFACE);
            continue;
          }
          int flags =
              difference == Difference.ADD
                  ? Rtnetlink.NLM_F_CREATE | Rtnetlink.NLM_F_EXCL
                  : Rtnetlink.NLM_F_REPLACE;
          codec.encodeNew(out, flags, requests.nextSequence(), prefix, metric, target);
        }
      }
      table.mark(slot, RouteTable.IN_FLIGHT);
      slots[encoded] = slot;
      differences[encoded] = difference;
      encoded++;
    }
    return count;
  }

  private static boolean writable(Target target) {
    if (target instanceof Target.Forward(var several)) {
      for (Hop hop : several) {
        if (hop.interfaceIndex() <= 0) {
          return false;
        }
      }
    }
    return true;
  }

  private void refuse(RouteTable table, int slot, KernelError why) {
    table.setReason(slot, reasons.of(why));
    counting.failures++;
  }

  /// Takes the kernel's answers in.
  ///
  /// @return whether another pass is of use
  private boolean settle(RouteTable table) {
    boolean again = false;
    for (int i = 0; i < encoded; i++) {
      int slot = slots[i];
      table.unmark(slot, RouteTable.IN_FLIGHT);
      KernelError answer = answers[i];
      int errno = answer == null ? 0 : answer.errno();
      if (errno == 0 || differences[i] == Difference.DELETE && errno == Errno.ESRCH) {
        succeeded(table, slot);
      } else if (differences[i] == Difference.REPLACE && errno == Errno.ENOENT) {
        table.setActual(slot, HopSets.NONE); // gone behind our back: add it
        again = true;
      } else {
        if (differences[i] == Difference.ADD && errno == Errno.EEXIST) {
          table.mark(slot, RouteTable.FOREIGN);
          twinFound = true;
        }
        refuse(table, slot, answer == null ? TWIN : answer);
      }
    }
    return again;
  }

  private void succeeded(RouteTable table, int slot) {
    if (table.desired(slot) == HopSets.NONE) {
      counting.deleted++;
    } else {
      counting.written++;
    }
    if (table.marked(slot, RouteTable.DRIFTED)) {
      counting.driftsRepaired++;
      table.unmark(slot, RouteTable.DRIFTED);
    }
    table.unmark(slot, RouteTable.EARLY);
    table.setActual(slot, table.desired(slot));
    table.setReason(slot, Reasons.NONE);
  }

  /// The answers are lost, the orders may have been followed: only the kernel's table tells.
  private void outcomeUnknown(RouteTable table, Prefix[] prefixes, int from, int count, int errno) {
    int reason = reasons.of(new KernelError(errno, ""));
    for (int i = 0; i < encoded; i++) {
      table.unmark(slots[i], RouteTable.IN_FLIGHT);
      table.setReason(slots[i], reason);
    }
    readBack(table, HopSets.NONE);
    for (int i = 0; i < count; i++) {
      int slot = table.find(prefixes[from + i]);
      if (slot >= 0 && table.difference(slot) == Difference.NOTHING) {
        table.setReason(slot, Reasons.NONE);
      }
    }
  }

  /// Reads what the kernel has of this family and writes it into the table.
  ///
  /// @param desiredIfNew what a route found and not known is to be
  /// @return how many routes of ours stand at another metric, or minus errno where the table could
  ///   not be read; what was seen is then kept, and what was not seen is not taken for gone
  int readBack(RouteTable table, int desiredIfNew) {
    counting.resyncs++;
    KernelError end = new KernelError(0, "");
    for (int dump = 0; dump < DUMPS_MAX; dump++) {
      table.unmarkAll(RouteTable.SEEN | RouteTable.FOREIGN);
      int[] strays = new int[1];
      end =
          requests.dump(
              table.version(),
              settings.table(),
              0,
              route -> strays[0] += observe(table, route, desiredIfNew) ? 1 : 0);
      if (end.errno() == 0 || noSuchTable(end.errno())) {
        forgetUnseen(table);
        return strays[0];
      }
      if (end.errno() != Errno.EINTR) {
        break;
      }
    }
    return -end.errno();
  }

  /// A table that nobody has written to does not exist, nor do the routes of a family that the
  /// kernel was built without.
  private static boolean noSuchTable(int errno) {
    return errno == Errno.ENOENT || errno == Errno.EOPNOTSUPP || errno == Errno.EAFNOSUPPORT;
  }

  /// Whether a route stands where ours do.
  boolean concerns(RouteReader route) {
    return route.table() == settings.table() && !route.cloned() && !route.qualified();
  }

  boolean ours(RouteReader route) {
    return route.protocol() == settings.protocol();
  }

  boolean atOurMetric(RouteReader route) {
    return route.metric() == settings.metric(route.version());
  }

  /// @return whether it is a stray: ours, at another metric
  private boolean observe(RouteTable table, RouteReader route, int desiredIfNew) {
    if (!concerns(route)) {
      return false;
    }
    if (!atOurMetric(route)) {
      return ours(route);
    }
    int slot = table.put(route.high(), route.low(), route.length(), desiredIfNew);
    if (!ours(route)) {
      table.mark(slot, RouteTable.FOREIGN);
      return false;
    }
    table.mark(slot, RouteTable.SEEN);
    found(table, slot, hops.of(route));
    return false;
  }

  /// What the kernel has for an entry is this.
  ///
  /// @return whether that is news that calls for a correction
  boolean found(RouteTable table, int slot, int id) {
    int before = table.actual(slot);
    if (before == id) {
      return false;
    }
    int desired = table.desired(slot);
    table.setActual(slot, id);
    if (desired == HopSets.UNASKED || id == desired) {
      return table.marked(slot, RouteTable.REFUSED);
    }
    if (before == desired) {
      table.mark(slot, RouteTable.DRIFTED);
    }
    return true;
  }

  private void forgetUnseen(RouteTable table) {
    for (int slot = 0; slot < table.capacity(); slot++) {
      if (table.occupied(slot) && !table.marked(slot, RouteTable.SEEN)) {
        found(table, slot, HopSets.NONE);
      }
    }
  }

  /// Whether another program's route was run into since the last call.
  boolean takeTwinFound() {
    boolean was = twinFound;
    twinFound = false;
    return was;
  }

  /// Removes routes with our protocol number that stand at another metric than ours: an earlier
  /// run's, under another configuration.
  void removeStrays(IpVersion version) {
    for (int round = 0; round < STRAY_ROUNDS_MAX; round++) {
      List<Prefix> prefixes = new ArrayList<>();
      List<Integer> metrics = new ArrayList<>();
      requests.dump(
          version,
          settings.table(),
          settings.protocol(),
          route -> {
            if (concerns(route)
                && ours(route)
                && !atOurMetric(route)
                && prefixes.size() < STRAYS_PER_ROUND_MAX) {
              prefixes.add(route.prefix());
              metrics.add(route.metric());
            }
          });
      int removed = 0;
      for (int from = 0; from < prefixes.size(); from += MESSAGES_PER_SEND_MAX) {
        int to = Math.min(from + MESSAGES_PER_SEND_MAX, prefixes.size());
        MessageBuffer out = requests.batch();
        for (int i = from; i < to; i++) {
          codec.encodeDelete(out, requests.nextSequence(), prefixes.get(i), metrics.get(i));
        }
        if (requests.transact(answers) == 0) {
          for (int i = 0; i < to - from; i++) {
            removed += answers[i] == null ? 1 : 0;
          }
        }
      }
      counting.staleRemoved += removed;
      if (removed == 0) {
        return;
      }
    }
  }
}
