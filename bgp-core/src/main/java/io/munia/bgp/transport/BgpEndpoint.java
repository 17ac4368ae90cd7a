package io.munia.bgp.transport;

import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;

import io.munia.bgp.message.Notification;
import io.munia.bgp.session.Cease;
import io.munia.bgp.session.Pause;
import io.munia.bgp.session.PeerListener;
import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerStatus;
import io.munia.bgp.session.Quarantined;
import io.munia.net.IpAddress;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEventLoop;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// BGP sessions on sockets, all on one event loop. Methods may be called from any thread and take
/// effect on the loop, in order; listeners are called on the loop.
public final class BgpEndpoint implements AutoCloseable {
  private final EndpointSettings settings;
  private final @Nullable EventLoopGroup ownGroup;
  private final Turn turn;
  private final LinkRegister register;
  private final Neighbours neighbours;
  private final Listeners listeners;

  private final CompletableFuture<Void> stopped = new CompletableFuture<>();

  /// Set by the first stop.
  private @Nullable Future<?> stopTimer;

  private BgpEndpoint(
      IoEventLoop loop, @Nullable EventLoopGroup ownGroup, EndpointSettings settings) {
    this.settings = settings;
    this.ownGroup = ownGroup;
    this.turn = new Turn(loop);
    this.register = new LinkRegister(this::linkGone);
    this.neighbours = new Neighbours(turn, register, settings.seed());
    this.listeners = new Listeners(turn, register, neighbours, settings.acceptedMax());
  }

  /// An endpoint on a loop of its own, which ends with it.
  ///
  /// @throws IllegalStateException where the machine has no epoll: not Linux, or a processor that
  ///   the native library is missing for
  public static BgpEndpoint start(EndpointSettings settings) {
    if (!Epoll.isAvailable()) {
      throw new IllegalStateException(
          "cannot use epoll on this machine: Munia needs Linux on x86-64 or aarch64",
          Epoll.unavailabilityCause());
    }
    MultiThreadIoEventLoopGroup group =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory(settings.name()), EpollIoHandler.newFactory());
    return new BgpEndpoint(group.next(), group, settings);
  }

  /// An endpoint on a loop that is somebody else's; it must be an epoll loop.
  public static BgpEndpoint on(IoEventLoop loop, EndpointSettings settings) {
    if (!loop.isIoType(EpollIoHandler.class)) {
      throw new IllegalArgumentException("the loop is not an epoll loop");
    }
    return new BgpEndpoint(loop, null, settings);
  }

  /// The loop that all sessions live on: whoever owns routes may live there too.
  public IoEventLoop loop() {
    return turn.loop();
  }

  /// Accepts connections at this address. An IPv6 wildcard takes IPv6 alone.
  ///
  /// @param port 0 lets the kernel choose
  public CompletableFuture<Listening> listen(IpAddress address, int port) {
    return listen(new ListenAt(address, port));
  }

  /// The same on a device.
  public CompletableFuture<Listening> listen(ListenAt at) {
    CompletableFuture<Listening> answer = new CompletableFuture<>();
    post(() -> listeners.listen(at, answer), answer);
    return answer;
  }

  /// Accepts nobody there any longer; sessions stay. Answers whether it was listened there, as it
  /// was asked for.
  public CompletableFuture<Boolean> unlisten(ListenAt at) {
    return ask(() -> listeners.unlisten(at));
  }

  /// Takes this address; whoever connects waits until [#accept], so that all neighbours and ranges
  /// can be made known before the first one is asked who it is.
  ///
  /// @param keys TCP-MD5 keys of the neighbours and ranges that will be made known: the kernel
  ///   would take connections without a signature before it knows them
  public CompletableFuture<Listening> bind(ListenAt at, List<Md5Key> keys) {
    CompletableFuture<Listening> answer = new CompletableFuture<>();
    post(() -> listeners.bind(at, List.copyOf(keys), answer), answer);
    return answer;
  }

  /// From now on connections are accepted at all addresses that were taken by [#bind].
  public void accept() {
    post(listeners::accept);
  }

  /// Starts to speak with a neighbour. One of the same name is removed first.
  public void add(PeerSettings peer, PeerListener listener) {
    post(() -> {
      replace(peer.name());
      neighbours.add(peer, listener);
      listeners.tell();
    });
  }

  /// [#add], where the neighbour did nothing to deserve it: if it is paused, the pause goes on.
  public void change(PeerSettings peer, PeerListener listener) {
    post(() -> {
      Optional<Pause> pause = neighbours.pauseLeft(peer.name());
      replace(peer.name());
      pause.ifPresentOrElse(
          left -> neighbours.add(peer, listener, left), () -> neighbours.add(peer, listener));
      listeners.tell();
    });
  }

  /// [#add], where there is to be no session until [#release].
  ///
  /// @param why for our own operator
  public void addHeld(PeerSettings peer, PeerListener listener, String why) {
    post(() -> {
      replace(peer.name());
      neighbours.add(peer, listener, new Pause(Neighbours.HELD, why));
      listeners.tell();
    });
  }

  /// Ends what there is with this neighbour; nothing is tried and nothing accepted until
  /// [#release].
  ///
  /// @param why for our own operator
  public void hold(String name, Notification notification, String why) {
    later(() -> neighbours.hold(name, notification, why));
  }

  /// A neighbour that was held begins; where it was paused before, that goes on.
  public void release(String name) {
    later(() -> neighbours.release(name));
  }

  /// Ends the session with this neighbour and begins a new one at once, whatever was waited for: a
  /// pause is over. Answers whether there is such a neighbour.
  ///
  /// @param text for the neighbour's operator, up to 255 bytes: Cease/administrative reset ([RFC
  ///   9003](https://www.rfc-editor.org/rfc/rfc9003)); may be empty
  public CompletableFuture<Boolean> reset(String name, String text) {
    return reset(name, Cease.administrativeReset(text), text);
  }

  /// [#reset], after which neither side keeps routes of the other ([RFC 8538
  /// §3](https://www.rfc-editor.org/rfc/rfc8538#section-3)).
  public CompletableFuture<Boolean> resetHard(String name, String text) {
    return reset(name, Cease.hardReset(Cease.administrativeReset(text)), text);
  }

  private CompletableFuture<Boolean> reset(String name, Notification notification, String text) {
    return ask(() -> neighbours.reset(name, notification, text.isEmpty() ? "asked for" : text));
  }

  /// Starts to accept neighbours from a range. One of the same name is removed first.
  public void add(DynamicRange range, PeerListener listener) {
    post(() -> {
      replace(range.name());
      neighbours.add(range, listener);
      listeners.tell();
    });
  }

  /// Neighbours that come from this range from now on are taken as it says now; those that are
  /// there stay as they are. Its keys and from how far it may be are not to differ.
  public void change(DynamicRange range) {
    post(() -> neighbours.change(range));
  }

  private void replace(String name) {
    neighbours.remove(name, Cease.otherConfigurationChange(), "its configuration has changed");
  }

  /// Ends what goes by this name, a neighbour or a range with all its peers.
  ///
  /// @param text for the neighbour's operator, up to 255 bytes: Cease/administrative shutdown ([RFC
  ///   9003](https://www.rfc-editor.org/rfc/rfc9003)); empty: Cease/peer de-configured
  public void remove(String name, String text) {
    Notification notification =
        text.isEmpty() ? Cease.peerDeconfigured() : Cease.administrativeShutdown(text);
    post(() -> {
      neighbours.remove(name, notification, text.isEmpty() ? "removed" : text);
      listeners.tell();
    });
  }

  /// Every neighbour as it stands now, in the order they came.
  public CompletableFuture<List<PeerStatus>> peers() {
    return ask(neighbours::status);
  }

  /// The last messages of this neighbour that were not as they should be, the latest first; none
  /// where there is no such neighbour.
  public CompletableFuture<List<Quarantined>> quarantined(String name) {
    return ask(() -> neighbours.quarantined(name));
  }

  /// Connections refused so far because nobody knows the neighbour, or because of a limit.
  public CompletableFuture<Long> refused() {
    return ask(listeners::refused);
  }

  /// Ends every session with Cease/administrative shutdown and stops listening; done when all is
  /// written, or after [EndpointSettings#stopTimeout].
  public CompletableFuture<Void> stop(String text) {
    post(() -> stopOnLoop(text, /* back= */ false), stopped);
    return stopped;
  }

  /// [#stop], where this speaker will be back soon and packets flow on: neighbours that keep our
  /// routes until then ([PeerSettings#restart]) are let go so that they do.
  public CompletableFuture<Void> stopForRestart() {
    post(() -> stopOnLoop("", /* back= */ true), stopped);
    return stopped;
  }

  private void stopOnLoop(String text, boolean back) {
    if (stopTimer != null) {
      return;
    }
    stopTimer = turn.loop().schedule(this::stopLate, settings.stopTimeout().toNanos(), NANOSECONDS);
    listeners.close();
    Notification shutdown = Cease.administrativeShutdown(text);
    if (back) {
      neighbours.leaveAll(shutdown, "this speaker restarts");
    } else {
      neighbours.removeAll(shutdown, text.isEmpty() ? "this speaker stops" : text);
    }
    completeStop();
  }

  private void stopLate() {
    register.abortAll();
    stopped.complete(null);
  }

  private void linkGone() {
    neighbours.forgetIdle();
    completeStop();
  }

  private void completeStop() {
    Future<?> timer = stopTimer;
    if (timer != null && register.isEmpty()) {
      timer.cancel(false);
      stopped.complete(null);
    }
  }

  /// [#stop] without a text, waiting for it; an own loop ends too. Not on the loop.
  @Override
  public void close() {
    if (turn.loop().inEventLoop()) {
      throw new IllegalStateException("close() waits for the loop: call stop() there");
    }
    if (!turn.loop().isShuttingDown()) {
      stop("").join();
    }
    EventLoopGroup group = ownGroup;
    if (group != null) {
      group.shutdownGracefully(0, 1, SECONDS).syncUninterruptibly();
    }
  }

  private void post(Runnable task) {
    if (turn.loop().inEventLoop()) {
      task.run();
    } else {
      turn.loop().execute(task);
    }
  }

  /// After what is under way: whoever hears that a session is over may ask for the next.
  private void later(Runnable task) {
    turn.loop().execute(task);
  }

  /// Whoever waits for the answer hears it if the loop is gone.
  private void post(Runnable task, CompletableFuture<?> answer) {
    try {
      post(task);
    } catch (RejectedExecutionException e) {
      answer.completeExceptionally(e);
    }
  }

  private <T> CompletableFuture<T> ask(Supplier<T> question) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    post(() -> answer.complete(question.get()), answer);
    return answer;
  }
}
