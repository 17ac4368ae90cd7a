package io.munia.fib.netlink;

import io.munia.fib.netlink.message.Errno;
import io.munia.fib.netlink.message.KernelError;
import io.munia.fib.netlink.message.MessageBuffer;
import io.munia.fib.netlink.message.MessageCursor;
import io.munia.fib.netlink.message.RouteCodec;
import io.munia.fib.netlink.message.RouteReader;
import io.munia.fib.netlink.message.Rtnetlink;
import io.munia.fib.netlink.socket.NetlinkSocket;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Questions and orders to the kernel, each with its answer, over one socket. The kernel works
/// inside `send`, so this is as synchronous as a system call. Owned by the FIB thread.
final class Requests {
  private final NetlinkSocket socket;
  private final MessageBuffer out = new MessageBuffer();
  private final byte[] in = new byte[NetlinkSocket.RECEIVE_BYTES];
  private final MessageCursor message = new MessageCursor();
  private final RouteReader route = new RouteReader();
  private int sequence = 1;
  private int firstOfBatch;

  Requests(NetlinkSocket socket) {
    this.socket = socket;
  }

  /// Starts a batch; its messages take their numbers from [#nextSequence], in order.
  MessageBuffer batch() {
    out.clear();
    firstOfBatch = sequence;
    return out;
  }

  int nextSequence() {
    return sequence++;
  }

  /// Sends the batch, with an acknowledgement for its last message only: the kernel reports every
  /// refusal anyway, and acknowledgements of all of them would fill the socket.
  ///
  /// @param answers by message, null for success
  /// @return 0, or the errno for which the outcome of the batch is not known
  int transact(@Nullable KernelError[] answers) {
    int last = sequence - 1;
    Arrays.fill(answers, 0, sequence - firstOfBatch, null);
    out.acknowledgeLast();
    int sent = socket.send(out.bytes(), out.length());
    if (sent < 0) {
      return -sent;
    }
    while (true) {
      int length = socket.receive(in);
      if (length == -Errno.EINTR) {
        continue;
      }
      if (length < 0) {
        drain();
        return -length;
      }
      message.reset(in, length);
      while (message.next()) {
        int index = message.sequence() - firstOfBatch;
        if (message.type() == Rtnetlink.NLMSG_ERROR && index >= 0 && message.sequence() <= last) {
          KernelError answer = KernelError.decode(message);
          answers[index] = answer.errno() == 0 ? null : answer;
          if (message.sequence() == last) {
            return 0;
          }
        }
      }
    }
  }

  /// Reads routes of one family and table, each shown to `each` in turn.
  ///
  /// @param protocol of whom, 0 for everybody's
  KernelError dump(IpVersion version, long table, int protocol, Consumer<RouteReader> each) {
    out.clear();
    int asked = nextSequence();
    RouteCodec.encodeDump(out, asked, version, table, protocol);
    int sent = socket.send(out.bytes(), out.length());
    if (sent < 0) {
      return new KernelError(-sent, "");
    }
    boolean interrupted = false;
    while (true) {
      int length = socket.receive(in);
      if (length == -Errno.EINTR) {
        continue;
      }
      if (length < 0) {
        drain();
        return new KernelError(-length, "");
      }
      message.reset(in, length);
      while (message.next()) {
        if (message.sequence() != asked) {
          continue;
        }
        interrupted |= (message.flags() & Rtnetlink.NLM_F_DUMP_INTR) != 0;
        switch (message.type()) {
          case Rtnetlink.RTM_NEWROUTE -> {
            if (route.read(in, message.start(), message.end())) {
              each.accept(route);
            }
          }
          case Rtnetlink.NLMSG_DONE, Rtnetlink.NLMSG_ERROR -> {
            KernelError end = KernelError.decode(message);
            return end.errno() == 0 && interrupted ? new KernelError(Errno.EINTR, "") : end;
          }
          case Rtnetlink.NLMSG_OVERRUN -> {
            drain();
            return new KernelError(Errno.ENOBUFS, "");
          }
          default -> {
            // of no interest
          }
        }
      }
    }
  }

  /// Which route a packet to this address would take: shown to `found` if there is one.
  ///
  /// @param interfaceIndex that it would have to leave by; 0 for any
  KernelError lookup(IpAddress address, int interfaceIndex, Consumer<RouteReader> found) {
    out.clear();
    int asked = nextSequence();
    RouteCodec.encodeLookup(out, asked, address, interfaceIndex);
    int sent = socket.send(out.bytes(), out.length());
    if (sent < 0) {
      return new KernelError(-sent, "");
    }
    while (true) {
      int length = socket.receive(in);
      if (length == -Errno.EINTR) {
        continue;
      }
      if (length < 0) {
        drain();
        return new KernelError(-length, "");
      }
      message.reset(in, length);
      while (message.next()) {
        if (message.sequence() != asked) {
          continue;
        }
        if (message.type() == Rtnetlink.NLMSG_ERROR) {
          return KernelError.decode(message);
        }
        if (message.type() == Rtnetlink.RTM_NEWROUTE) {
          if (!route.read(in, message.start(), message.end())) {
            return new KernelError(Errno.EBADMSG, "");
          }
          found.accept(route);
          return new KernelError(0, "");
        }
      }
    }
  }

  /// Asks for something impossible, to hear whether the kernel would take an order from us.
  KernelError probe() {
    RouteCodec.encodeProbe(batch(), nextSequence());
    @Nullable KernelError[] answer = new KernelError[1];
    int unknown = transact(answer);
    if (unknown != 0) {
      return new KernelError(unknown, "");
    }
    KernelError refused = answer[0];
    return refused == null || refused.errno() == Errno.EINVAL ? new KernelError(0, "") : refused;
  }

  /// Lets go of what is left of an answer that was lost in part.
  private void drain() {
    while (socket.receiveNow(in) > 0) {
      // late answers are of no use
    }
  }

  void close() {
    socket.close();
  }
}
