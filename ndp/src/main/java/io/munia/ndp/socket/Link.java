package io.munia.ndp.socket;

import io.munia.libc.Errno;
import io.munia.ndp.Discard;
import io.munia.ndp.Discovery;
import io.munia.ndp.DiscoveryAction;
import io.munia.ndp.DiscoveryEvent;
import io.munia.ndp.Found;
import io.munia.ndp.MacAddress;
import io.munia.ndp.RouterMessage;
import io.munia.net.IpAddress;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One interface with its socket, which is open while the interface can be used, and who listens.
/// Owned by the discovery thread.
final class Link {
  private static final Logger LOG = LoggerFactory.getLogger(Link.class);

  private final String device;
  private final Discovery discovery;
  private NdpListener listener;
  private @Nullable LinkSocket socket;
  private Interface.@Nullable Ready at;
  private String sendFailed = "";

  Link(String device, NdpListener listener, RandomGenerator chance, long now) {
    this.device = device;
    this.listener = listener;
    this.discovery = new Discovery(chance, now);
  }

  void listener(NdpListener other) {
    listener = other;
  }

  void tellAgain() {
    tell(discovery.found());
  }

  /// Looks at the interface, and opens or closes as it stands.
  void look(Interfaces interfaces, long now) {
    switch (interfaces.look(device)) {
      case Interface.Unready(String why) -> lose(why, now);
      case Interface.Ready ready -> {
        if (socket == null || !ready.equals(at)) {
          open(ready, now);
        }
      }
    }
  }

  private void open(Interface.Ready ready, long now) {
    boolean moved = at != null;
    close();
    switch (LinkSocket.open(device, ready)) {
      case LinkSocket.Opened.Refused(String why) -> lose(why, now);
      case LinkSocket.Opened.Open(LinkSocket opened) -> {
        if (moved) {
          // Another interface of this name, or another address: what was heard is of before.
          run(new DiscoveryEvent.LinkDown("has changed"), now);
        }
        socket = opened;
        at = ready;
        run(new DiscoveryEvent.LinkUp(), now);
      }
    }
  }

  private void lose(String why, long now) {
    close();
    run(new DiscoveryEvent.LinkDown(why), now);
  }

  void close() {
    LinkSocket open = socket;
    socket = null;
    at = null;
    if (open != null) {
      open.close();
    }
  }

  @Nullable LinkSocket socket() {
    return socket;
  }

  void received(byte[] bytes, int length, IpAddress from, int hopLimit, long now) {
    switch (RouterMessage.decode(bytes, length, from, hopLimit)) {
      case RouterMessage.Decoded.Discarded(Discard why) ->
          LOG.debug("{}: a router message of {} is discarded: {}", device, from, why);
      case RouterMessage.Decoded.Message(RouterMessage message) ->
          run(
              switch (message) {
                case RouterMessage.Advertisement said -> new DiscoveryEvent.Advertised(from, said);
                case RouterMessage.Solicitation _ -> new DiscoveryEvent.Solicited();
              },
              now);
    }
  }

  void inUse(boolean yes, long now) {
    run(new DiscoveryEvent.InUse(yes), now);
  }

  void due(long now) {
    long deadline = discovery.nextDeadlineNanos();
    if (deadline != Discovery.NEVER && deadline - now <= 0) {
      run(new DiscoveryEvent.DeadlineReached(), now);
    }
  }

  long nextDeadlineNanos() {
    return discovery.nextDeadlineNanos();
  }

  private void run(DiscoveryEvent event, long now) {
    for (DiscoveryAction action : discovery.on(event, now)) {
      switch (action) {
        case DiscoveryAction.Advertise() ->
            send(RouterMessage.Advertisement.ofNoDefaultRouter(mac()));
        case DiscoveryAction.Solicit() -> send(new RouterMessage.Solicitation(mac()));
        case DiscoveryAction.Tell(Found found) -> changed(found);
      }
    }
  }

  private Optional<MacAddress> mac() {
    Interface.Ready ready = at;
    return ready == null ? Optional.empty() : ready.mac();
  }

  private void send(RouterMessage message) {
    LinkSocket open = socket;
    if (open == null) {
      return;
    }
    int failed = open.send(message);
    String why = failed == 0 ? "" : Errno.sentence("cannot send", -failed);
    if (!why.isEmpty() && !why.equals(sendFailed)) {
      LOG.warn("{}: {}", device, why);
    }
    sendFailed = why;
  }

  private void changed(Found found) {
    found
        .neighbour()
        .ifPresent(neighbour -> LOG.info("{}: the neighbour is {}", device, neighbour.inZone(0)));
    if (!found.sentence(device).isEmpty()) {
      LOG.info("{}", found.sentence(device));
    }
    tell(found);
  }

  /// A fault of whoever listens is not to stop other links.
  private void tell(Found found) {
    try {
      listener.found(found);
    } catch (RuntimeException fault) {
      LOG.error("{}: whoever looks for its neighbour failed", device, fault);
    }
  }
}
