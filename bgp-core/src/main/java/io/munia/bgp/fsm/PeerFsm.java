package io.munia.bgp.fsm;

import io.munia.bgp.message.Notification;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The arbiter over a neighbour's at most two connections: when to connect, how long to wait, which
/// of two survives. A total function of event and time.
///
/// **Collisions.** By the letter of [RFC 4271
/// §6.8](https://www.rfc-editor.org/rfc/rfc4271#section-6.8) both ends decide when an OPEN comes,
/// each by the states it sees. One may then keep the connection that it has established while the
/// other, a message behind, keeps the one of the greater identifier: both are lost. So our OPEN is
/// held back on a connection of the neighbour's while we have one of our own under way. A
/// connection on which we have sent nothing can be dropped safely: the neighbour cannot have
/// preferred it. And where ours is already in OpenConfirm and theirs was made by the greater
/// identifier, nothing is dropped at all: the neighbour may hold ours established, or be about to
/// drop it. Its answer on ours tells, and theirs waits for it.
public final class PeerFsm {
  /// How long TCP may take.
  public static final long CONNECT_SECONDS = 10;

  /// A session that did not last this long counts as a failure for the back-off.
  public static final long STABLE_SECONDS = 60;

  private static final Notification REJECTED = new Notification(6, 5);
  private static final Notification COLLIDED = new Notification(6, 7);
  private static final String ESTABLISHED_WINS = "an established session wins over a new one";

  /// What an arbiter must know of its neighbour.
  ///
  /// @param passive never connect
  /// @param retrySeconds between attempts, doubled after failures
  /// @param retrySecondsMax up to this
  public record Settings(
      boolean passive, long retrySeconds, long retrySecondsMax, RouterId localId, Asn localAs) {}

  private final Settings settings;
  private final RandomGenerator jitter;
  private boolean started;
  private Stage outgoing = Stage.NONE;
  private Stage incoming = Stage.NONE;

  /// Whether the neighbour's OPEN came on the connection on which ours is still held back.
  private boolean openHeld;

  private int failures;
  private long establishedAt;
  private long retryDeadline = Deadline.NEVER;
  private long connectDeadline = Deadline.NEVER;

  /// Until when there is to be no session; and why.
  private long pauseDeadline = Deadline.NEVER;

  private String pauseWhy = "";

  public PeerFsm(Settings settings, RandomGenerator jitter) {
    this.settings = settings;
    this.jitter = jitter;
  }

  public boolean started() {
    return started;
  }

  /// Whether no session is wanted for a while.
  public boolean paused() {
    return pauseDeadline != Deadline.NEVER;
  }

  /// What is left of the pause, if there is one.
  public Optional<PeerEvent.Pause> pauseLeft(long nowNanos) {
    return paused()
        ? Optional.of(
            new PeerEvent.Pause(
                Math.max(1, Math.ceilDiv(pauseDeadline - nowNanos, Deadline.seconds(1))), pauseWhy))
        : Optional.empty();
  }

  public Stage stage(Side side) {
    return side == Side.OUTGOING ? outgoing : incoming;
  }

  /// When [PeerEvent.DeadlineReached] is wanted next, or [Deadline#NEVER].
  public long nextDeadlineNanos() {
    return Deadline.earlier(Deadline.earlier(retryDeadline, connectDeadline), pauseDeadline);
  }

  public List<PeerAction> on(PeerEvent event, long nowNanos) {
    return switch (event) {
      case PeerEvent.Start _ -> start(nowNanos);
      case PeerEvent.Stop(Notification notification, String why) -> stop(notification, why);
      case PeerEvent.Pause(long seconds, String why) -> pause(seconds, why, nowNanos);
      case PeerEvent.Connected _ -> connected();
      case PeerEvent.ConnectFailed _ -> connectFailed(nowNanos);
      case PeerEvent.Accepted _ -> accepted();
      case PeerEvent.OpenReceived(Side side, RouterId id, Asn as) -> openReceived(side, id, as);
      case PeerEvent.Established(Side side) -> established(side, nowNanos);
      case PeerEvent.Ended(Side side) -> ended(side, nowNanos);
      case PeerEvent.DeadlineReached _ -> deadline(nowNanos);
    };
  }

  private List<PeerAction> start(long nowNanos) {
    if (started) {
      return List.of();
    }
    started = true;
    failures = 0;
    return settings.passive || paused() ? List.of() : connect(nowNanos);
  }

  private List<PeerAction> connect(long nowNanos) {
    retryDeadline = Deadline.NEVER;
    connectDeadline = Deadline.in(Deadline.seconds(CONNECT_SECONDS), nowNanos);
    outgoing = Stage.CONNECT;
    return List.of(new PeerAction.Connect());
  }

  private List<PeerAction> stop(Notification notification, String why) {
    started = false;
    retryDeadline = Deadline.NEVER;
    pauseDeadline = Deadline.NEVER;
    List<PeerAction> actions = new ArrayList<>(2);
    for (Side side : Side.values()) {
      if (stage(side) != Stage.NONE) {
        actions.add(drop(side, notification, why));
      }
    }
    return actions;
  }

  /// Neither connects nor accepts until the time has come; what is there ends by itself. Before the
  /// start it is what is left of an earlier one.
  private List<PeerAction> pause(long seconds, String why, long nowNanos) {
    pauseDeadline = Deadline.in(Deadline.seconds(seconds), nowNanos);
    pauseWhy = why;
    retryDeadline = Deadline.NEVER;
    return List.of();
  }

  /// Takes the side's connection, or the attempt at one, away.
  private PeerAction drop(Side side, Notification notification, String why) {
    boolean attempt = side == Side.OUTGOING && outgoing == Stage.CONNECT;
    enter(side, Stage.NONE);
    return attempt
        ? new PeerAction.CancelConnect(why)
        : new PeerAction.Drop(side, notification, why);
  }

  private void enter(Side side, Stage stage) {
    if (side == Side.OUTGOING) {
      outgoing = stage;
      if (stage != Stage.CONNECT) {
        connectDeadline = Deadline.NEVER;
      }
    } else {
      incoming = stage;
      openHeld = false;
    }
  }

  private List<PeerAction> connected() {
    if (outgoing != Stage.CONNECT) {
      return List.of();
    }
    enter(Side.OUTGOING, Stage.OPEN_SENT);
    return List.of(new PeerAction.Open(Side.OUTGOING));
  }

  private List<PeerAction> connectFailed(long nowNanos) {
    if (outgoing != Stage.CONNECT) {
      return List.of();
    }
    enter(Side.OUTGOING, Stage.NONE);
    failures++;
    scheduleRetry(nowNanos);
    return release();
  }

  /// Nothing of ours is under way any more: a connection whose OPEN was held back goes on.
  private List<PeerAction> release() {
    if (outgoing != Stage.NONE || incoming != Stage.CONNECT) {
      return List.of();
    }
    enter(Side.INCOMING, openHeld ? Stage.OPEN_CONFIRM : Stage.OPEN_SENT);
    return List.of(new PeerAction.Open(Side.INCOMING));
  }

  private List<PeerAction> accepted() {
    if (!started) {
      return List.of(new PeerAction.Refuse(REJECTED, "the session is administratively down"));
    }
    if (paused()) {
      return List.of(new PeerAction.Refuse(REJECTED, "there is to be no session yet: " + pauseWhy));
    }
    if (outgoing == Stage.ESTABLISHED || incoming == Stage.ESTABLISHED) {
      return List.of(new PeerAction.Refuse(COLLIDED, ESTABLISHED_WINS));
    }
    List<PeerAction> actions = new ArrayList<>(3);
    if (incoming != Stage.NONE) {
      // The neighbour itself made both: the older one is what it has forgotten.
      actions.add(drop(Side.INCOMING, COLLIDED, "the neighbour has connected again"));
    }
    actions.add(new PeerAction.Adopt());
    enter(Side.INCOMING, Stage.CONNECT);
    actions.addAll(release());
    return actions;
  }

  private List<PeerAction> openReceived(Side side, RouterId remoteId, Asn remoteAs) {
    if (side == Side.INCOMING && incoming == Stage.CONNECT) {
      return resolve(remoteId, remoteAs);
    }
    if (stage(side) == Stage.OPEN_SENT) {
      enter(side, Stage.OPEN_CONFIRM);
    }
    return List.of();
  }

  /// The neighbour's OPEN has come on its connection, on which ours was held back.
  private List<PeerAction> resolve(RouterId remoteId, Asn remoteAs) {
    boolean weAreGreater = weAreGreater(remoteId, remoteAs);
    if (outgoing == Stage.OPEN_CONFIRM && !weAreGreater) {
      openHeld = true;
      return List.of();
    }
    boolean oursStays =
        switch (outgoing) {
          case NONE, CONNECT -> false;
          case OPEN_SENT, OPEN_CONFIRM -> weAreGreater;
          case ESTABLISHED -> true;
        };
    String why =
        outgoing == Stage.OPEN_SENT || outgoing == Stage.OPEN_CONFIRM
            ? whoseStays(remoteId, remoteAs)
            : "of two connections the one that is further stays";
    if (oursStays) {
      return List.of(drop(Side.INCOMING, COLLIDED, why));
    }
    List<PeerAction> actions = new ArrayList<>(2);
    if (outgoing != Stage.NONE) {
      actions.add(drop(Side.OUTGOING, COLLIDED, why));
    }
    actions.add(new PeerAction.Open(Side.INCOMING));
    enter(Side.INCOMING, Stage.OPEN_CONFIRM);
    return actions;
  }

  /// [RFC 4271 §6.8](https://www.rfc-editor.org/rfc/rfc4271#section-6.8); equal identifiers are
  /// decided by the AS ([RFC 6286 §2.3](https://www.rfc-editor.org/rfc/rfc6286#section-2.3)).
  private boolean weAreGreater(RouterId remoteId, Asn remoteAs) {
    int byId = settings.localId.compareTo(remoteId);
    return byId != 0 ? byId > 0 : settings.localAs.compareTo(remoteAs) > 0;
  }

  private String whoseStays(RouterId remoteId, Asn remoteAs) {
    return settings.localId.equals(remoteId)
        ? "of two connections the one made by the greater AS stays (%s here, %s there, both %s)"
            .formatted(settings.localAs, remoteAs, remoteId)
        : "of two connections the one made by the greater BGP identifier stays (%s here, %s there)"
            .formatted(settings.localId, remoteId);
  }

  private List<PeerAction> established(Side side, long nowNanos) {
    if (stage(side) != Stage.OPEN_CONFIRM) {
      return List.of();
    }
    enter(side, Stage.ESTABLISHED);
    establishedAt = nowNanos;
    retryDeadline = Deadline.NEVER;
    return stage(side.other()) == Stage.NONE
        ? List.of()
        : List.of(drop(side.other(), COLLIDED, ESTABLISHED_WINS));
  }

  private List<PeerAction> ended(Side side, long nowNanos) {
    Stage was = stage(side);
    if (was == Stage.NONE) {
      return List.of();
    }
    enter(side, Stage.NONE);
    boolean stable =
        was == Stage.ESTABLISHED && nowNanos - establishedAt >= Deadline.seconds(STABLE_SECONDS);
    failures = stable ? 0 : failures + 1;
    scheduleRetry(nowNanos);
    return release();
  }

  private void scheduleRetry(long nowNanos) {
    boolean alone = outgoing == Stage.NONE && incoming == Stage.NONE;
    if (started && alone && !settings.passive && !paused() && retryDeadline == Deadline.NEVER) {
      retryDeadline = Deadline.in(retryNanos(), nowNanos);
    }
  }

  /// Doubles with every failure after the first; less up to a quarter, so that routers that lost
  /// one neighbour together do not come back together.
  private long retryNanos() {
    int doublings = Math.clamp(failures - 1, 0, 30);
    long seconds = Math.min(settings.retrySeconds << doublings, settings.retrySecondsMax);
    return (long) (Deadline.seconds(seconds) * (0.75 + 0.25 * jitter.nextDouble()));
  }

  private List<PeerAction> deadline(long nowNanos) {
    if (Deadline.due(connectDeadline, nowNanos)) {
      enter(Side.OUTGOING, Stage.NONE);
      failures++;
      scheduleRetry(nowNanos);
      List<PeerAction> actions = new ArrayList<>(2);
      actions.add(new PeerAction.CancelConnect("no answer within " + CONNECT_SECONDS + " s"));
      actions.addAll(release());
      return actions;
    }
    if (Deadline.due(pauseDeadline, nowNanos)) {
      pauseDeadline = Deadline.NEVER;
      return !started || settings.passive || outgoing != Stage.NONE || incoming != Stage.NONE
          ? List.of()
          : connect(nowNanos);
    }
    if (Deadline.due(retryDeadline, nowNanos)) {
      retryDeadline = Deadline.NEVER;
      if (outgoing == Stage.NONE && incoming == Stage.NONE) {
        return connect(nowNanos);
      }
    }
    return List.of();
  }
}
