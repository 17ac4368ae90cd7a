package io.munia.bgp.transport;

import io.munia.bgp.session.PeerListener;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerStatus;
import io.munia.net.IpAddress;
import io.netty.channel.IoEventLoop;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// BGP sessions on sockets, all on one event loop. Methods may be called from any thread and take
/// effect on the loop, in order; listeners are called on the loop.
@SuppressWarnings("DoNotCallSuggester")
public final class BgpEndpoint implements AutoCloseable {

  private BgpEndpoint() {}

  /// An endpoint on a loop of its own, which ends with it.
  public static BgpEndpoint start(EndpointSettings settings) {
    throw new UnsupportedOperationException(settings.name());
  }

  /// An endpoint on a loop that is somebody else's; it must be an epoll loop.
  public static BgpEndpoint on(IoEventLoop loop, EndpointSettings settings) {
    throw new UnsupportedOperationException(settings.name());
  }

  /// The loop that all sessions live on: whoever owns routes may live there too.
  public IoEventLoop loop() {
    throw new UnsupportedOperationException();
  }

  /// Accepts connections at this address. An IPv6 wildcard takes IPv6 alone.
  ///
  /// @param port 0 lets the kernel choose
  public CompletableFuture<Listening> listen(IpAddress address, int port) {
    throw new UnsupportedOperationException();
  }

  /// Starts to speak with a neighbour. One of the same name is removed first.
  public void add(PeerSettings settings, PeerListener listener) {
    throw new UnsupportedOperationException();
  }

  /// Starts to accept neighbours from a range. One of the same name is removed first.
  public void add(DynamicRange range, PeerListener listener) {
    throw new UnsupportedOperationException();
  }

  /// Ends what goes by this name, a neighbour or a range with all its peers.
  ///
  /// @param text for the neighbour's operator, up to 255 bytes: Cease/administrative shutdown ([RFC
  ///   9003](https://www.rfc-editor.org/rfc/rfc9003)); empty: Cease/peer de-configured
  public void remove(String name, String text) {
    throw new UnsupportedOperationException();
  }

  /// Every neighbour as it stands now, in the order they came.
  public CompletableFuture<List<PeerStatus>> peers() {
    throw new UnsupportedOperationException();
  }

  /// Connections refused so far because nobody knows the neighbour, or because of a limit.
  public CompletableFuture<Long> refused() {
    throw new UnsupportedOperationException();
  }

  /// Ends every session with Cease/administrative shutdown and stops listening; done when all is
  /// written, or after [EndpointSettings#stopTimeout].
  public CompletableFuture<Void> stop(String text) {
    throw new UnsupportedOperationException();
  }

  /// [#stop] without a text, waiting for it; an own loop ends too. Not on the loop.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
