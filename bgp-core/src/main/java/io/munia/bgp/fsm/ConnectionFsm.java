package io.munia.bgp.fsm;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.Notification;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One connection's part of [RFC 4271 §8](https://www.rfc-editor.org/rfc/rfc4271#section-8), from
/// TCP being up to its end: a total function of event and time. Connect and Active are before it
/// ([PeerFsm]). A message received in Established moves one deadline and allocates nothing.
public final class ConnectionFsm {
  /// How long an OPEN is waited for on a connection that we made: the large hold time of RFC 4271.
  public static final long OPEN_SECONDS_CONNECTED = 240;

  /// How long an OPEN is waited for on a connection that was accepted: opening one costs a stranger
  /// nothing.
  public static final long OPEN_SECONDS_ACCEPTED = 15;

  /// A neighbour that takes no bytes is given up after this or twice the hold time ([RFC 9687
  /// §4](https://www.rfc-editor.org/rfc/rfc9687#section-4)).
  public static final long SEND_HOLD_SECONDS_MIN = 480;

  private static final long KEEPALIVE_NANOS_MIN = Deadline.seconds(1);

  private static final List<Action> NOTHING = List.of();
  private static final List<Action> KEEPALIVE = List.of(Action.SEND_KEEPALIVE);
  private static final List<Action> OPEN = List.of(Action.SEND_OPEN);
  private static final List<Action> OPEN_AND_KEEPALIVE =
      List.of(Action.SEND_OPEN, Action.SEND_KEEPALIVE);
  private static final List<Action> ESTABLISH = List.of(Action.UP);
  private static final List<Action> END = List.of(Action.CLOSE);

  private static final int HOLD_TIMER_EXPIRED = 4;
  private static final int FSM_ERROR = 5;
  private static final int SEND_HOLD_TIMER_EXPIRED = 8;

  private final long openNanos;
  private final long delayNanos;
  private final RandomGenerator jitter;
  private State state = State.CONNECTED;

  /// What the neighbour's OPEN made, where it came before ours may go.
  private @Nullable Negotiated early;

  /// When ours goes though the neighbour's has not come ([RFC 4271
  /// §8.1.3](https://www.rfc-editor.org/rfc/rfc4271#section-8.1.3), DelayOpen).
  private long delayDeadline = Deadline.NEVER;

  private long holdNanos;
  private long sendHoldNanos = Deadline.seconds(SEND_HOLD_SECONDS_MIN);
  private long holdDeadline = Deadline.NEVER;
  private long keepaliveDeadline = Deadline.NEVER;
  private long sendHoldDeadline = Deadline.NEVER;

  /// @param openSeconds how long an OPEN is waited for
  /// @param jitter of the keepalive timer
  public ConnectionFsm(long openSeconds, RandomGenerator jitter) {
    this(openSeconds, 0, jitter);
  }

  /// @param openSeconds how long an OPEN is waited for
  /// @param delaySeconds how long the neighbour's OPEN is given to come before ours
  /// @param jitter of the keepalive timer
  public ConnectionFsm(long openSeconds, long delaySeconds, RandomGenerator jitter) {
    this.openNanos = Deadline.seconds(openSeconds);
    this.delayNanos = Deadline.seconds(delaySeconds);
    this.jitter = jitter;
  }

  public enum State {
    /// TCP is up or about to be; our OPEN was not sent.
    CONNECTED,
    OPEN_SENT,
    OPEN_CONFIRM,
    ESTABLISHED,
    CLOSED
  }

  public State state() {
    return state;
  }

  /// When [Event.DeadlineReached] is wanted next, or [Deadline#NEVER]. While messages arrive it
  /// only moves away: an earlier timer may stand.
  public long nextDeadlineNanos() {
    return Deadline.earlier(
        Deadline.earlier(holdDeadline, delayDeadline),
        Deadline.earlier(keepaliveDeadline, sendHoldDeadline));
  }

  /// Whether TCP is up and our OPEN waits for the neighbour's: Connect or Active, to the RFC.
  public boolean delaysOpen() {
    return delayDeadline != Deadline.NEVER;
  }

  /// Whether the next [Event.DeadlineReached] would end the connection for the neighbour's silence:
  /// the moment to look whether something has arrived after all.
  public boolean holdExpired(long nowNanos) {
    return Deadline.due(holdDeadline, nowNanos);
  }

  public List<Action> on(Event event, long nowNanos) {
    if (state == State.CLOSED) {
      return NOTHING;
    }
    return switch (event) {
      case Event.UpdateReceived _ when state == State.ESTABLISHED -> alive(nowNanos);
      case Event.KeepaliveReceived _ when state == State.ESTABLISHED -> alive(nowNanos);
      case Event.RefreshReceived _ when state == State.ESTABLISHED -> alive(nowNanos);
      case Event.Held _ -> hold(nowNanos);
      case Event.Connected _ when state == State.CONNECTED && !delaysOpen() -> open(nowNanos);
      case Event.OpenReceived(Negotiated agreed) when delaysOpen() ->
          openAndConfirm(agreed, nowNanos);
      case Event.OpenReceived(Negotiated agreed) when state == State.OPEN_SENT ->
          confirm(agreed, nowNanos);
      case Event.OpenReceived(Negotiated agreed) when state == State.CONNECTED && early == null ->
          keep(agreed);
      case Event.KeepaliveReceived _ when state == State.OPEN_CONFIRM -> establish(nowNanos);
      case Event.OpenReceived _ -> unexpected(1, "an OPEN");
      case Event.UpdateReceived _ -> unexpected(2, "an UPDATE");
      case Event.KeepaliveReceived _ -> unexpected(4, "a KEEPALIVE");
      case Event.RefreshReceived _ -> unexpected(5, "a ROUTE-REFRESH");
      case Event.NotificationReceived _ -> end();
      case Event.Lost _ -> end();
      case Event.Malformed(Notification answer, String why) -> close(answer, why);
      case Event.Stop(Notification notification, String why) -> close(notification, why);
      case Event.Stalled _ -> stalled(nowNanos);
      case Event.Flowing _ -> flowing();
      case Event.DeadlineReached _ -> deadline(nowNanos);
      case Event.Connected _ -> NOTHING;
    };
  }

  private List<Action> alive(long nowNanos) {
    if (holdNanos != 0) {
      holdDeadline = Deadline.in(holdNanos, nowNanos);
    }
    return NOTHING;
  }

  private List<Action> hold(long nowNanos) {
    if (state == State.CONNECTED) {
      holdDeadline = Deadline.in(openNanos, nowNanos);
    }
    return NOTHING;
  }

  /// An OPEN on a connection that waits for another one to be decided.
  private List<Action> keep(Negotiated agreed) {
    early = agreed;
    return NOTHING;
  }

  private List<Action> open(long nowNanos) {
    Negotiated agreed = early;
    if (agreed != null) {
      return openAndConfirm(agreed, nowNanos);
    }
    if (delayNanos != 0) {
      delayDeadline = Deadline.in(delayNanos, nowNanos);
      holdDeadline = Deadline.in(delayNanos + openNanos, nowNanos);
      return NOTHING;
    }
    return sendOpen(nowNanos);
  }

  private List<Action> openAndConfirm(Negotiated agreed, long nowNanos) {
    delayDeadline = Deadline.NEVER;
    confirm(agreed, nowNanos);
    return OPEN_AND_KEEPALIVE;
  }

  private List<Action> sendOpen(long nowNanos) {
    delayDeadline = Deadline.NEVER;
    state = State.OPEN_SENT;
    holdDeadline = Deadline.in(openNanos, nowNanos);
    return OPEN;
  }

  private List<Action> confirm(Negotiated agreed, long nowNanos) {
    state = State.OPEN_CONFIRM;
    holdNanos = Deadline.seconds(agreed.holdTimeSeconds());
    sendHoldNanos = Math.max(sendHoldNanos, 2 * holdNanos);
    if (holdNanos == 0) {
      // No hold timer was agreed on; the KEEPALIVE that completes the session must still come.
      holdDeadline = Deadline.in(openNanos, nowNanos);
      sendHoldDeadline = Deadline.NEVER;
    } else {
      holdDeadline = Deadline.in(holdNanos, nowNanos);
      keepaliveDeadline = nextKeepalive(nowNanos);
    }
    return KEEPALIVE;
  }

  private List<Action> establish(long nowNanos) {
    state = State.ESTABLISHED;
    holdDeadline = Deadline.NEVER;
    alive(nowNanos);
    return ESTABLISH;
  }

  /// [RFC 6608](https://www.rfc-editor.org/rfc/rfc6608).
  private List<Action> unexpected(int messageType, String message) {
    int subcode =
        switch (state) {
          case OPEN_SENT -> 1;
          case OPEN_CONFIRM -> 2;
          case ESTABLISHED -> 3;
          case CONNECTED, CLOSED -> 0;
        };
    return close(
        new Notification(FSM_ERROR, subcode, new byte[] {(byte) messageType}),
        message + " is not expected in " + rfcName());
  }

  private String rfcName() {
    return switch (state) {
      case OPEN_SENT -> "OpenSent";
      case OPEN_CONFIRM -> "OpenConfirm";
      case ESTABLISHED -> "Established";
      case CONNECTED -> "Connect";
      case CLOSED -> "Idle";
    };
  }

  /// Without a hold time there is no send hold time either ([RFC 9687
  /// §4](https://www.rfc-editor.org/rfc/rfc9687#section-4)).
  private List<Action> stalled(long nowNanos) {
    boolean never = holdNanos == 0 && state.compareTo(State.OPEN_CONFIRM) >= 0;
    if (sendHoldDeadline == Deadline.NEVER && !never) {
      sendHoldDeadline = Deadline.in(sendHoldNanos, nowNanos);
    }
    return NOTHING;
  }

  private List<Action> flowing() {
    sendHoldDeadline = Deadline.NEVER;
    return NOTHING;
  }

  private List<Action> deadline(long nowNanos) {
    if (Deadline.due(holdDeadline, nowNanos)) {
      return close(
          new Notification(HOLD_TIMER_EXPIRED, 0),
          "nothing was heard for " + silence() + " s in " + rfcName());
    }
    if (Deadline.due(delayDeadline, nowNanos)) {
      return sendOpen(nowNanos);
    }
    if (Deadline.due(sendHoldDeadline, nowNanos)) {
      return close(
          new Notification(SEND_HOLD_TIMER_EXPIRED, 0),
          "the neighbour has taken no bytes for " + sendHoldNanos / Deadline.seconds(1) + " s");
    }
    if (Deadline.due(keepaliveDeadline, nowNanos)) {
      keepaliveDeadline = nextKeepalive(nowNanos);
      return KEEPALIVE;
    }
    return NOTHING;
  }

  private long silence() {
    boolean opening = state.compareTo(State.OPEN_CONFIRM) < 0 || holdNanos == 0;
    return (opening ? openNanos : holdNanos) / Deadline.seconds(1);
  }

  /// A third of the hold time, less up to a quarter of that ([RFC 4271
  /// §10](https://www.rfc-editor.org/rfc/rfc4271#section-10)), but not sooner than allowed ([RFC
  /// 4271 §4.4](https://www.rfc-editor.org/rfc/rfc4271#section-4.4)).
  private long nextKeepalive(long nowNanos) {
    long jittered = (long) (holdNanos * (0.75 + 0.25 * jitter.nextDouble()) / 3);
    return Deadline.in(Math.max(KEEPALIVE_NANOS_MIN, jittered), nowNanos);
  }

  private List<Action> close(Notification notification, String why) {
    end();
    return List.of(new Action.SendNotification(notification, why), Action.CLOSE);
  }

  private List<Action> end() {
    state = State.CLOSED;
    holdDeadline = Deadline.NEVER;
    delayDeadline = Deadline.NEVER;
    keepaliveDeadline = Deadline.NEVER;
    sendHoldDeadline = Deadline.NEVER;
    return END;
  }
}
