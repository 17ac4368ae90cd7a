package io.munia.bgp.session;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.Decoded;
import io.munia.bgp.codec.ErrorCode;
import io.munia.bgp.codec.MessageCodec;
import io.munia.bgp.codec.MessageFrame;
import io.munia.bgp.codec.OpenTerms;
import io.munia.bgp.codec.OpenValidation;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.fsm.Action;
import io.munia.bgp.fsm.ConnectionFsm;
import io.munia.bgp.fsm.Deadline;
import io.munia.bgp.fsm.Event;
import io.munia.bgp.fsm.Side;
import io.munia.bgp.message.BgpMessage;
import io.munia.bgp.message.Keepalive;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import io.munia.bgp.message.RouteRefresh;
import io.munia.bgp.session.MessageSink.SharedMessages;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One connection to a neighbour: framing, decoding, its state machine. The driver hands events in
/// and, through [Link], bytes out. Owned by the driver's loop.
public final class Connection implements Inbox.Reader {
  private static final Logger LOG = LoggerFactory.getLogger(Connection.class);
  private static final byte[] KEEPALIVE = MessageCodec.encode(new Keepalive());

  /// A hold timer that has run out is believed after this: the driver has then handed over what was
  /// in the socket.
  private static final long HOLD_GRACE_NANOS = 1_000_000;

  private final Peer peer;
  private final Link link;
  private final Side side;
  private final ConnectionFsm fsm;
  private final Inbox inbox = new Inbox();
  private @Nullable Negotiated negotiated;
  private @Nullable Session session;
  private @Nullable CloseReason reason;
  private @Nullable Ending closeSoon;
  private long graceDeadline = Deadline.NEVER;
  private long backlogSeen;

  /// How a session is to end that this speaker ends.
  ///
  /// @param pauseSeconds for how long there is to be none then
  record Ending(Notification notification, String why, long pauseSeconds) {}

  Connection(Peer peer, Link link, Side side, ConnectionFsm fsm) {
    this.peer = peer;
    this.link = link;
    this.side = side;
    this.fsm = fsm;
  }

  /// Takes bytes that have arrived; they may start and end anywhere in a message, and are not used
  /// after the call.
  public void received(byte[] bytes, int from, int to, long nowNanos) {
    peer.enter(nowNanos);
    if (isOpen()) {
      try {
        inbox.take(bytes, from, to, this);
      } catch (RuntimeException | StackOverflowError e) {
        fail("decoding", e);
      }
    }
    peer.leave();
  }

  /// All that had arrived has been handed over.
  public void readComplete(long nowNanos) {
    Session current = session;
    if (current != null && isOpen()) {
      peer.enter(nowNanos);
      peer.listener().readComplete(current);
      peer.leave();
    }
  }

  /// [Link#writable] changed.
  public void writabilityChanged(long nowNanos) {
    peer.enter(nowNanos);
    boolean writable = link.writable();
    watchBacklog();
    Session current = session;
    if (writable && current != null && isOpen()) {
      peer.listener().writable(current);
    }
    peer.leave();
  }

  /// Whether the neighbour takes what it is sent ([RFC
  /// 9687](https://www.rfc-editor.org/rfc/rfc9687)); looked at with every timer, which is at least
  /// as often as KEEPALIVEs are sent.
  private void watchBacklog() {
    long backlog = link.backlog();
    if (backlog != backlogSeen) {
      backlogSeen = backlog;
      run(Event.FLOWING);
    }
    if (backlog != 0) {
      run(Event.STALLED);
    }
  }

  /// The link broke or was closed by the other side.
  public void lost(String why, long nowNanos) {
    peer.enter(nowNanos);
    if (isOpen()) {
      reason = new CloseReason.ConnectionLost(why);
      run(Event.LOST);
    }
    peer.leave();
  }

  /// TCP is up; our OPEN waits for [#begin].
  void hold() {
    run(Event.HELD);
  }

  void begin() {
    run(Event.CONNECTED);
  }

  /// The time has come that [#nextDeadlineNanos] asked for.
  void deadlineReached(long nowNanos) {
    watchBacklog();
    Ending asked = closeSoon;
    if (asked != null) {
      if (asked.pauseSeconds > 0) {
        peer.pause(asked.pauseSeconds, asked.why);
      }
      run(new Event.Stop(asked.notification, asked.why));
    } else if (!fsm.holdExpired(nowNanos)) {
      graceDeadline = Deadline.NEVER;
      run(Event.DEADLINE_REACHED);
    } else if (graceDeadline == Deadline.NEVER) {
      graceDeadline = nowNanos + HOLD_GRACE_NANOS;
    } else if (Deadline.due(graceDeadline, nowNanos)) {
      run(Event.DEADLINE_REACHED);
    }
  }

  long nextDeadlineNanos(long nowNanos) {
    if (closeSoon != null && isOpen()) {
      return nowNanos;
    }
    return graceDeadline != Deadline.NEVER && fsm.holdExpired(nowNanos)
        ? graceDeadline
        : fsm.nextDeadlineNanos();
  }

  /// Whether TCP is up and our OPEN waits for the neighbour's.
  boolean delaysOpen() {
    return fsm.delaysOpen();
  }

  boolean isOpen() {
    return fsm.state() != ConnectionFsm.State.CLOSED;
  }

  Link link() {
    return link;
  }

  Side side() {
    return side;
  }

  @Nullable Negotiated negotiated() {
    return negotiated;
  }

  boolean writable() {
    return isOpen() && link.writable();
  }

  @Override
  public int messageBytesMax() {
    Negotiated agreed = negotiated;
    return agreed == null ? Negotiated.MESSAGE_BYTES_MAX : agreed.messageBytesMax();
  }

  @Override
  public void malformed(byte[] bytes, int from) {
    Notification answer = MessageFrame.fault(bytes, from, messageBytesMax());
    reset(
        bytes, from, from + MessageFrame.HEADER_BYTES, answer, "a message header that is not one");
  }

  private void reset(byte[] bytes, int from, int to, Notification answer, String why) {
    peer.quarantine(bytes, from, to, new Verdict.ResetSession(answer, why), negotiated);
    run(new Event.Malformed(answer, why));
  }

  @Override
  public boolean message(byte[] bytes, int from, int to) {
    int type = MessageFrame.type(bytes, from);
    peer.received().add(type, to - from);
    if (type == MessageFrame.UPDATE) {
      update(bytes, from, to);
    } else if (type == MessageFrame.KEEPALIVE) {
      run(Event.KEEPALIVE_RECEIVED);
    } else {
      other(bytes, from, to);
    }
    return isOpen() && closeSoon == null;
  }

  private void update(byte[] bytes, int from, int to) {
    Session current = session;
    if (current == null) {
      run(Event.UPDATE_RECEIVED);
      return;
    }
    Verdict verdict = peer.reader().read(bytes, from, to, current.negotiated());
    if (!(verdict instanceof Verdict.Intact) && isReset(verdict, bytes, from, to)) {
      return;
    }
    run(Event.UPDATE_RECEIVED);
    peer.listener().update(current, peer.reader(), verdict);
  }

  /// Counts and logs what was wrong; whether it ended the session.
  private boolean isReset(Verdict verdict, byte[] bytes, int from, int to) {
    peer.logMalformed(verdict, bytes, from, to);
    peer.quarantine(bytes, from, to, verdict, negotiated);
    switch (verdict) {
      case Verdict.Intact _ -> {}
      case Verdict.AttributeDiscarded _ -> peer.countAttributeDiscarded();
      case Verdict.TreatAsWithdraw _ -> peer.countTreatedAsWithdraw();
      case Verdict.ResetSession(Notification answer, String why) -> {
        run(new Event.Malformed(answer, why));
        return true;
      }
    }
    return false;
  }

  private void other(byte[] bytes, int from, int to) {
    switch (MessageCodec.decode(bytes, from, to)) {
      case Decoded.Message(BgpMessage message) -> other(message);
      case Decoded.Malformed(Notification answer, String why) ->
          reset(bytes, from, to, answer, why);
      case Decoded.Ignored(String why) -> {
        LOG.debug("{}: ignored: {}", peer.settings().name(), why);
        run(Event.REFRESH_RECEIVED);
      }
    }
  }

  private void other(BgpMessage message) {
    switch (message) {
      case Open open -> open(open);
      case Keepalive _ -> run(Event.KEEPALIVE_RECEIVED);
      case Notification notification -> {
        reason = new CloseReason.Received(notification);
        run(Event.NOTIFICATION_RECEIVED);
      }
      case RouteRefresh request -> {
        run(Event.REFRESH_RECEIVED);
        Session current = session;
        if (current != null
            && isOpen()
            && current.negotiated().families().contains(request.family())) {
          peer.listener().refresh(current, request);
        }
      }
    }
  }

  private void open(Open open) {
    PeerSettings settings = peer.settings();
    List<String> misspelt = OpenValidation.misspelt(open);
    if (!misspelt.isEmpty()) {
      peer.ignored("the neighbour cannot mean " + String.join(", ", misspelt));
    }
    PeerSettings.LocalRole role = settings.role();
    OpenTerms terms = settings.openTerms().withStrictRole(role != null && role.strict());
    switch (OpenValidation.check(
        open, Opens.of(settings, peer.nowNanos()), Opens.rule(settings.remoteAs()), terms)) {
      case OpenValidation.Result.Rejected(Notification answer, String why) ->
          run(new Event.Malformed(answer, why));
      case OpenValidation.Result.Accepted(Negotiated accepted) -> {
        Negotiated agreed =
            settings.remoteAs() instanceof PeerSettings.RemoteAs.Member
                ? accepted.inConfederation()
                : accepted;
        if (fsm.state().compareTo(ConnectionFsm.State.OPEN_SENT) <= 0) {
          peer.resolveCollision(this, agreed);
          negotiated =
              agreed
                  .but()
                  .anyFirstAs(settings.anyFirstAs())
                  .attributes(settings.attributes())
                  .linkZone(link.zone())
                  .build();
        }
        run(new Event.OpenReceived(agreed));
      }
    }
  }

  void stop(Notification notification, String why) {
    run(new Event.Stop(notification, why));
  }

  /// Ends the connection without a word, as if it had been lost.
  void abandon(String why) {
    if (isOpen()) {
      reason = new CloseReason.ConnectionLost(why);
      run(Event.LOST);
    }
  }

  private void run(Event event) {
    List<Action> actions = fsm.on(event, peer.nowNanos());
    for (int i = 0; i < actions.size(); i++) {
      perform(actions.get(i));
    }
  }

  private void perform(Action action) {
    switch (action) {
      case Action.SendOpen _ -> send(Opens.of(peer.settings(), peer.nowNanos()));
      case Action.SendKeepalive _ -> write(KEEPALIVE);
      case Action.SendNotification(Notification notification, String why) -> {
        Notification said = HardReset.towards(notification, knowsHardReset());
        reason = new CloseReason.Sent(said, why);
        send(said);
      }
      case Action.Up _ -> up();
      case Action.Close _ -> end();
    }
  }

  /// Where neither side would keep anything, what is meant is said plainly.
  private boolean knowsHardReset() {
    Session current = session;
    return current != null
        && current.negotiated().restart().notification()
        && (!current.negotiated().restart().families().isEmpty()
            || !peer.settings().restart().families().isEmpty());
  }

  private void up() {
    Negotiated agreed = negotiated;
    if (agreed == null) {
      throw new IllegalStateException("Established without an OPEN");
    }
    Session established = new Session(peer.settings(), agreed, this);
    session = established;
    peer.established(this, agreed);
    peer.listener().established(established);
  }

  private void end() {
    link.close();
    CloseReason why = reason == null ? new CloseReason.ConnectionLost("closed") : reason;
    Session ended = session;
    session = null;
    PeerState left =
        ended != null
            ? PeerState.ESTABLISHED
            : negotiated != null ? PeerState.OPEN_CONFIRM : PeerState.OPEN_SENT;
    peer.ended(this, left, why);
    if (ended != null) {
      peer.listener().closed(ended, why);
    }
  }

  void send(BgpMessage message) {
    if (isOpen() || message instanceof Notification) {
      write(MessageCodec.encode(message));
    }
  }

  private void write(byte[] message) {
    peer.sent().add(MessageFrame.type(message, 0), message.length);
    link.write(message, 0, message.length);
  }

  void send(SharedMessages messages, int from, int to) {
    if (isOpen() && from < to) {
      peer.sent().addUpdates(link.send(messages, from, to), to - from);
    }
  }

  /// Ends the connection when the loop comes round, so that whoever asks is not called back from
  /// inside its own call.
  void closeSoon(Ending ending) {
    if (isOpen() && closeSoon == null) {
      closeSoon = ending;
      peer.armNow();
    }
  }

  /// The one place for what should not happen: an exception ends this session and no other.
  void fail(String where, Throwable thrown) {
    LOG.error("{}: {} failed; the session ends", peer.settings().name(), where, thrown);
    if (isOpen()) {
      run(
          new Event.Stop(
              new Notification(ErrorCode.CEASE, ErrorCode.CEASE_OUT_OF_RESOURCES),
              "a fault of this speaker in " + where));
    }
  }
}
