package io.munia.bgp.session;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.capability.Restart;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.fsm.ConnectionFsm;
import io.munia.bgp.fsm.Deadline;
import io.munia.bgp.fsm.PeerAction;
import io.munia.bgp.fsm.PeerEvent;
import io.munia.bgp.fsm.PeerFsm;
import io.munia.bgp.fsm.Side;
import io.munia.bgp.fsm.Stage;
import io.munia.bgp.message.Notification;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One neighbour: its settings, at most two connections, the state machines over them, its past.
/// Does no I/O: a driver (see [Transport]) carries bytes and time. Owned by the driver's loop.
public final class Peer {
  private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

  /// From here on it is worth a word that this speaker came too late to a timer.
  private static final long LATE_NANOS = 500_000_000;

  /// A session that has not stood this long is not given up for a connection of its neighbour's:
  /// the connection may be one that collided with it.
  private static final long RESTART_NANOS_MIN = 10_000_000_000L;

  private final PeerSettings settings;
  private final GuardedListener listener;
  private final Transport transport;
  private final UpdateReader reader;
  private final RandomGenerator jitter;
  private final PeerFsm fsm;
  private final Counters received = new Counters();
  private final Counters sent = new Counters();
  private final History history = new History();
  private final BlackBox past = new BlackBox();
  private final MalformedLog malformed = new MalformedLog();
  private final SessionLog sessionLog;
  private final Quarantine quarantine = new Quarantine();
  private @Nullable Connection outgoing;
  private @Nullable Connection incoming;
  private PeerState state = PeerState.IDLE;
  private long stateSince;
  private long now;
  private long armed = Deadline.NEVER;

  /// Why the state is about to change: the last that happened in this call of a driver.
  private String cause = "";

  private boolean somethingEnded;

  /// How late this call of a driver comes, as its timer goes.
  private long late;

  private int sessions;
  private long treatedAsWithdraw;
  private long attributesDiscarded;

  /// Drivers only; embedders add [PeerSettings] to an endpoint.
  ///
  /// @param reader may serve all peers of one thread: it is used from one call of
  ///   [Connection#received] to its return
  /// @param seed of the jitter of timers
  public Peer(
      PeerSettings settings,
      PeerListener listener,
      Transport transport,
      UpdateReader reader,
      long seed) {
    this(settings, listener, transport, reader, seed, new SessionLog());
  }

  /// @param sessionLog outlives this where the neighbour is forgotten with its session
  public Peer(
      PeerSettings settings,
      PeerListener listener,
      Transport transport,
      UpdateReader reader,
      long seed,
      SessionLog sessionLog) {
    this.sessionLog = sessionLog;
    this.settings = settings;
    this.listener = new GuardedListener(listener);
    this.transport = transport;
    this.reader = reader;
    this.jitter = new SplittableRandom(seed);
    this.fsm =
        new PeerFsm(
            new PeerFsm.Settings(
                settings.passive() == PeerSettings.Passive.YES,
                settings.connectRetrySeconds(),
                settings.connectRetrySecondsMax(),
                settings.routerId(),
                settings.localAs()),
            jitter);
    this.stateSince = transport.nowNanos();
  }

  /// The settings in force.
  public PeerSettings settings() {
    return settings;
  }

  /// Starts to connect, or to wait for the neighbour where it is passive.
  public void start(long nowNanos) {
    enter(nowNanos);
    because("started");
    run(new PeerEvent.Start());
    leave();
  }

  /// The same, where an earlier pause goes on.
  public void start(Pause pause, long nowNanos) {
    enter(nowNanos);
    because("started");
    run(new PeerEvent.Pause(pause.left().toSeconds(), pause.why()));
    run(new PeerEvent.Start());
    leave();
  }

  /// How much longer no connection is begun or taken, and why.
  public Optional<Pause> pauseLeft(long nowNanos) {
    return fsm.pauseLeft(nowNanos)
        .map(left -> new Pause(Duration.ofSeconds(left.seconds()), left.why()));
  }

  /// Ends all connections and tries no more, until [#start].
  public void stop(Notification notification, String why, long nowNanos) {
    enter(nowNanos);
    because("stopped: " + why);
    run(new PeerEvent.Stop(notification, why));
    leave();
  }

  /// [#stop], where we shall be back soon: a neighbour that keeps our routes meanwhile is told so
  /// that it does ([RFC 8538 §4](https://www.rfc-editor.org/rfc/rfc8538#section-4)), or nothing
  /// ([RFC 4724 §4.1](https://www.rfc-editor.org/rfc/rfc4724#section-4.1)).
  ///
  /// @param notification for all others
  public void stopForRestart(Notification notification, String why, long nowNanos) {
    Connection connection = established();
    Negotiated negotiated = connection == null ? null : connection.negotiated();
    Restart agreed = negotiated == null ? Restart.NONE : negotiated.restart();
    boolean kept = agreed.known() && !settings.restart().families().isEmpty();
    boolean told = kept && agreed.notification();
    if (connection != null && kept && !told) {
      enter(nowNanos);
      connection.abandon(why);
      leave();
    }
    stop(told ? Cease.administrativeReset("") : notification, why, nowNanos);
  }

  private @Nullable Connection established() {
    return fsm.stage(Side.OUTGOING) == Stage.ESTABLISHED
        ? outgoing
        : fsm.stage(Side.INCOMING) == Stage.ESTABLISHED ? incoming : null;
  }

  /// A neighbour whose routes outlive its session and that connects again while the session seems
  /// to stand has restarted without our hearing of it ([RFC 4724
  /// §4.2](https://www.rfc-editor.org/rfc/rfc4724#section-4.2)).
  private void forsakeOldSession() {
    Connection old = established();
    Negotiated agreed = old == null ? null : old.negotiated();
    if (old != null
        && agreed != null
        && !agreed.restart().families().isEmpty()
        && now - stateSince >= RESTART_NANOS_MIN) {
      old.abandon("the neighbour has restarted: it has connected again");
    }
  }

  /// The attempt that [Transport#connect] began has succeeded.
  public Connection connected(Link link, long nowNanos) {
    enter(nowNanos);
    Connection connection =
        new Connection(
            this,
            link,
            Side.OUTGOING,
            new ConnectionFsm(
                ConnectionFsm.OPEN_SECONDS_CONNECTED, settings.delayOpenSeconds(), jitter));
    outgoing = connection;
    because("connected to " + ends(link));
    run(new PeerEvent.Connected());
    leave();
    return connection;
  }

  /// The attempt that [Transport#connect] began has failed.
  public void connectFailed(String why, long nowNanos) {
    enter(nowNanos);
    remember(PeerState.CONNECT, new CloseReason.ConnectionLost(why));
    listener.unreachable(settings, /* answered= */ true);
    run(new PeerEvent.ConnectFailed());
    leave();
  }

  /// The neighbour has connected to us. A connection that is not wanted is closed before this
  /// returns.
  public Connection accepted(Link link, long nowNanos) {
    enter(nowNanos);
    Connection connection =
        new Connection(
            this,
            link,
            Side.INCOMING,
            new ConnectionFsm(
                ConnectionFsm.OPEN_SECONDS_ACCEPTED, settings.delayOpenSeconds(), jitter));
    forsakeOldSession();
    for (PeerAction action : fsm.on(new PeerEvent.Accepted(), now)) {
      switch (action) {
        case PeerAction.Adopt() -> {
          because("the neighbour has connected from " + ends(link));
          incoming = connection;
          connection.hold();
        }
        case PeerAction.Refuse(Notification notification, String why) ->
            connection.stop(notification, why);
        case PeerAction.Open _,
            PeerAction.Drop _,
            PeerAction.Connect _,
            PeerAction.CancelConnect _ ->
            perform(action);
      }
    }
    leave();
    return connection;
  }

  /// The armed time has come.
  public void deadlineReached(long nowNanos) {
    enter(nowNanos);
    late = armed == Deadline.NEVER ? 0 : Math.max(0, nowNanos - armed);
    armed = Deadline.NEVER;
    if (late >= LATE_NANOS) {
      note("this speaker stood still", now, late);
    }
    because("a timer ran out");
    boolean connecting = fsm.stage(Side.OUTGOING) == Stage.CONNECT;
    run(new PeerEvent.DeadlineReached());
    if (connecting && fsm.stage(Side.OUTGOING) == Stage.NONE) {
      listener.unreachable(settings, /* answered= */ false);
    }
    Connection first = outgoing;
    if (first != null) {
      first.deadlineReached(nowNanos);
    }
    Connection second = incoming;
    if (second != null) {
      second.deadlineReached(nowNanos);
    }
    leave();
  }

  /// Whether any connection, or an attempt at one, exists, or none may for a while.
  public boolean busy() {
    return fsm.paused()
        || fsm.stage(Side.OUTGOING) != Stage.NONE
        || fsm.stage(Side.INCOMING) != Stage.NONE;
  }

  /// Whether there is a connection that the neighbour made.
  public boolean hasAccepted() {
    return fsm.stage(Side.INCOMING) != Stage.NONE;
  }

  /// What is known of the session now.
  public PeerStatus status(long nowNanos) {
    Connection furthest =
        fsm.stage(Side.OUTGOING).compareTo(fsm.stage(Side.INCOMING)) >= 0 ? outgoing : incoming;
    Link link = furthest == null ? null : furthest.link();
    return new PeerStatus(
        settings.name(),
        state,
        Duration.ofNanos(nowNanos - stateSince),
        settings.remoteAddress(),
        link == null ? 0 : link.remotePort(),
        link == null ? null : link.localAddress(),
        link == null ? 0 : link.localPort(),
        furthest == null ? null : furthest.negotiated(),
        received.counts(),
        sent.counts(),
        sessions,
        pauseLeft(nowNanos),
        treatedAsWithdraw,
        attributesDiscarded,
        history.list(nowNanos),
        past.list(nowNanos));
  }

  private static String ends(Link link) {
    return link.remoteAddress() + " port " + link.remotePort();
  }

  /// Says why, should the state change in this call; of several reasons the last one counts.
  void because(String why) {
    cause = why;
  }

  /// Something worth knowing that changes no state.
  void ignored(String what) {
    if (note(what, now, 0)) {
      LOG.warn("{}: {}", settings.name(), what);
    }
  }

  private boolean note(String what, long nowNanos, long lateNanos) {
    return past.add(state, state, what, nowNanos, lateNanos);
  }

  /// Every call of a driver begins with this and ends with [#leave].
  void enter(long nowNanos) {
    now = nowNanos;
    late = 0;
    cause = "";
    somethingEnded = false;
  }

  /// Sees to it that the timer is early enough. It is never moved back: a hold deadline moves with
  /// every message, and the timer is looked at again when it fires.
  void leave() {
    observe();
    if (somethingEnded) {
      // Of two connections the one that had not come as far, or one that was refused.
      note(cause, now, late);
    }
    long next = fsm.nextDeadlineNanos();
    Connection first = outgoing;
    if (first != null) {
      next = Deadline.earlier(next, first.nextDeadlineNanos(now));
    }
    Connection second = incoming;
    if (second != null) {
      next = Deadline.earlier(next, second.nextDeadlineNanos(now));
    }
    if (next != Deadline.NEVER && (armed == Deadline.NEVER || next - armed < 0)) {
      armed = next;
      transport.arm(next);
    }
  }

  /// Remembers where the state has gone, if it has.
  private void observe() {
    PeerState current = currentState();
    if (current == state) {
      return;
    }
    if (past.add(state, current, cause, now, late)) {
      LOG.debug("{}: {} to {}: {}", settings.name(), state, current, cause);
    }
    state = current;
    stateSince = now;
    somethingEnded = false;
  }

  void armNow() {
    armed = transport.nowNanos();
    transport.arm(armed);
  }

  private PeerState currentState() {
    Stage one = fsm.stage(Side.OUTGOING);
    Stage other = fsm.stage(Side.INCOMING);
    return switch (one.compareTo(other) >= 0 ? one : other) {
      case NONE -> fsm.started() && !fsm.paused() ? PeerState.ACTIVE : PeerState.IDLE;
      case CONNECT -> PeerState.CONNECT;
      case OPEN_SENT -> delaysOpen() ? PeerState.CONNECT : PeerState.OPEN_SENT;
      case OPEN_CONFIRM -> PeerState.OPEN_CONFIRM;
      case ESTABLISHED -> PeerState.ESTABLISHED;
    };
  }

  private boolean delaysOpen() {
    Connection furthest =
        fsm.stage(Side.OUTGOING).compareTo(fsm.stage(Side.INCOMING)) >= 0 ? outgoing : incoming;
    return furthest != null && furthest.delaysOpen();
  }

  private void run(PeerEvent event) {
    List<PeerAction> actions = fsm.on(event, now);
    if (event instanceof PeerEvent.Established) {
      // What ends because of it is no cause of it.
      observe();
    }
    for (PeerAction action : actions) {
      perform(action);
    }
    observe();
  }

  private void perform(PeerAction action) {
    switch (action) {
      case PeerAction.Connect() -> {
        because("connecting to " + settings.remoteAddress() + " port " + settings.remotePort());
        transport.connect();
      }
      case PeerAction.CancelConnect(String why) -> {
        transport.cancelConnect();
        remember(PeerState.CONNECT, new CloseReason.ConnectionLost(why));
      }
      case PeerAction.Drop(Side side, Notification notification, String why) ->
          drop(side, notification, why);
      case PeerAction.Open(Side side) -> open(side);
      case PeerAction.Adopt _, PeerAction.Refuse _ ->
          throw new IllegalStateException("nothing was accepted");
    }
  }

  private void open(Side side) {
    Connection connection = side == Side.OUTGOING ? outgoing : incoming;
    if (connection != null) {
      connection.begin();
    }
  }

  private void drop(Side side, Notification notification, String why) {
    Connection connection = take(side);
    if (connection != null) {
      connection.stop(notification, why);
    }
  }

  private @Nullable Connection take(Side side) {
    Connection taken = side == Side.OUTGOING ? outgoing : incoming;
    if (side == Side.OUTGOING) {
      outgoing = null;
    } else {
      incoming = null;
    }
    return taken;
  }

  /// No session for so long once the one that stands has ended.
  void pause(long seconds, String why) {
    run(new PeerEvent.Pause(seconds, why));
  }

  void resolveCollision(Connection connection, Negotiated agreed) {
    because("an OPEN came: AS " + agreed.remoteAs() + ", " + agreed.remoteId());
    run(new PeerEvent.OpenReceived(connection.side(), agreed.remoteId(), agreed.remoteAs()));
  }

  void established(Connection connection, Negotiated agreed) {
    sessions++;
    because("a KEEPALIVE completed the session");
    say("Established with " + connection.link().remoteAddress() + " AS " + agreed.remoteAs());
    run(new PeerEvent.Established(connection.side()));
  }

  void ended(Connection connection, PeerState left, CloseReason reason) {
    remember(left, reason);
    if (connection == outgoing || connection == incoming) {
      take(connection.side());
      run(new PeerEvent.Ended(connection.side()));
    }
  }

  private void remember(PeerState left, CloseReason reason) {
    because(reason.sentence());
    somethingEnded = true;
    if (history.add(left, reason, now)) {
      say(left + " ended: " + reason.sentence());
    }
  }

  private void say(String what) {
    String line = sessionLog.line(what, now);
    if (line != null) {
      LOG.info("{}: {}", settings.name(), line);
    }
  }

  GuardedListener listener() {
    return listener;
  }

  UpdateReader reader() {
    return reader;
  }

  Counters received() {
    return received;
  }

  Counters sent() {
    return sent;
  }

  long nowNanos() {
    return now;
  }

  void logMalformed(Verdict verdict, byte[] bytes, int from, int to) {
    String line = malformed.line(settings.name(), verdict, reader, bytes, from, to, now);
    if (line != null) {
      LOG.warn(line);
    }
  }

  void quarantine(
      byte[] bytes, int from, int to, Verdict verdict, @Nullable Negotiated negotiated) {
    quarantine.add(bytes, from, to, verdict, negotiated, now);
  }

  /// The last messages that were not as they should be, the latest first.
  public List<Quarantined> quarantined(long nowNanos) {
    return quarantine.list(nowNanos);
  }

  void countTreatedAsWithdraw() {
    treatedAsWithdraw++;
  }

  void countAttributeDiscarded() {
    attributesDiscarded++;
  }
}
