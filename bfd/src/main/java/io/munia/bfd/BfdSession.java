package io.munia.bfd;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// One session in asynchronous mode: a function from event and time to actions. Variables are those
/// of [RFC 5880 §6.8.1](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.1). Owned by one thread.
///
/// The neighbour counts silence from our last packet, so packets go out early: after 75 to 90 % of
/// the interval, where up to 100 % would be allowed.
public final class BfdSession {
  /// Nothing is waited for.
  public static final long NEVER = Long.MAX_VALUE;

  /// Until a session is up nobody sends faster ([RFC 5880
  /// §6.8.3](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.3)).
  static final long SLOW_MICROS = 1_000_000;

  private static final double EARLIEST = 0.75;
  private static final double LATEST = 0.90;
  private static final long NANOS_PER_MICRO = 1_000;

  private final int localDiscriminator;
  private final RandomGenerator jitter;
  private BfdTimers wanted;

  private BfdState state = BfdState.DOWN;
  private Diagnostic diagnostic = Diagnostic.NONE;
  private long desiredMinTx;
  private long requiredMinRx;

  /// What holds until the neighbour has answered the poll that says the new values.
  private long txInUse;

  private long rxInUse;
  private boolean polling;

  /// Something changed while a poll was under way: its answer may be to the values before.
  private boolean pollAgain;

  private int remoteDiscriminator;
  private BfdState remoteState = BfdState.DOWN;
  private Diagnostic remoteDiagnostic = Diagnostic.NONE;
  private boolean remoteDemand;
  private long remoteMinTx;
  private long remoteMinRx = 1;
  private int remoteMultiplier;

  private boolean sentOnce;
  private long lastSent;
  private long nextSend;

  /// The interval, in microseconds, out of which `nextSend` was drawn.
  private long drawnFor;

  private long detection = NEVER;

  /// The first packet goes out at once.
  ///
  /// @param localDiscriminator ours, not 0, unique among our sessions
  public BfdSession(
      int localDiscriminator, BfdTimers timers, RandomGenerator jitter, long nowNanos) {
    this.localDiscriminator = localDiscriminator;
    this.jitter = jitter;
    this.wanted = timers;
    this.nextSend = nowNanos;
    desiredMinTx = Math.max(SLOW_MICROS, timers.intervalMicros());
    requiredMinRx = timers.intervalMicros();
    txInUse = desiredMinTx;
    rxInUse = requiredMinRx;
  }

  public List<BfdAction> on(BfdEvent event, long nowNanos) {
    return switch (event) {
      case BfdEvent.Received(BfdPacket packet) -> received(packet, nowNanos);
      case BfdEvent.DeadlineReached() -> deadline(nowNanos);
      case BfdEvent.Configured(BfdTimers timers) -> configured(timers, nowNanos);
      case BfdEvent.Stalled(long nanos) -> {
        detection = detection == NEVER ? NEVER : detection + nanos;
        yield List.of();
      }
      case BfdEvent.Disabled() -> disabled(nowNanos);
    };
  }

  /// When [BfdEvent.DeadlineReached] is wanted next.
  public long nextDeadlineNanos() {
    if (nextSend == NEVER || detection == NEVER) {
      return nextSend == NEVER ? detection : nextSend;
    }
    return nextSend - detection <= 0 ? nextSend : detection;
  }

  public int localDiscriminator() {
    return localDiscriminator;
  }

  public int remoteDiscriminator() {
    return remoteDiscriminator;
  }

  public BfdState state() {
    return state;
  }

  /// How often we send, before jitter; 0 where the neighbour wants nothing.
  public long transmitMicros() {
    return remoteMinRx == 0 ? 0 : Math.max(txInUse, remoteMinRx);
  }

  /// How often the neighbour sends at most; 0 where nothing was heard of it.
  public long receiveMicros() {
    return remoteMultiplier == 0 ? 0 : Math.max(rxInUse, remoteMinTx);
  }

  /// [RFC 5880 §6.8.4](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.4): the neighbour's
  /// multiplier, the slower of what it sends and what we take.
  public long detectionMicros() {
    return remoteMultiplier * receiveMicros();
  }

  public boolean polling() {
    return polling;
  }

  public BfdChange change() {
    return new BfdChange(
        state,
        remoteState,
        diagnostic,
        remoteDiagnostic,
        Duration.ofNanos(detectionMicros() * NANOS_PER_MICRO));
  }

  /// [RFC 5880 §6.8.6](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.6), from where the
  /// session is known.
  private List<BfdAction> received(BfdPacket packet, long now) {
    boolean wasShut = remoteState == BfdState.ADMIN_DOWN;
    remoteDiscriminator = packet.myDiscriminator();
    remoteState = packet.state();
    remoteDiagnostic = packet.diagnostic();
    remoteDemand = packet.demand();
    remoteMinTx = packet.desiredMinTxMicros();
    remoteMinRx = packet.requiredMinRxMicros();
    remoteMultiplier = packet.detectMult();
    if (polling && packet.last()) {
      pollAnswered();
    }
    if (state == BfdState.ADMIN_DOWN) {
      return List.of();
    }
    BfdState before = state;
    next(packet.state());
    detection = now + detectionMicros() * NANOS_PER_MICRO;
    List<BfdAction> actions = new ArrayList<>(2);
    if (packet.poll()) {
      actions.add(send(now, /* last= */ true));
    } else if (state != before) {
      actions.add(send(now, /* last= */ false));
    } else {
      reschedule(now);
    }
    if (state != before || wasShut != (remoteState == BfdState.ADMIN_DOWN)) {
      actions.add(new BfdAction.Tell(change()));
    }
    return actions;
  }

  private void next(BfdState remote) {
    switch (remote) {
      case ADMIN_DOWN -> {
        if (state != BfdState.DOWN) {
          enter(BfdState.DOWN, Diagnostic.NEIGHBOR_SIGNALED_DOWN);
        }
      }
      case DOWN -> {
        if (state == BfdState.DOWN) {
          enter(BfdState.INIT, diagnostic);
        } else if (state == BfdState.UP) {
          enter(BfdState.DOWN, Diagnostic.NEIGHBOR_SIGNALED_DOWN);
        }
      }
      case INIT -> {
        if (state != BfdState.UP) {
          enter(BfdState.UP, Diagnostic.NONE);
        }
      }
      case UP -> {
        if (state == BfdState.INIT) {
          enter(BfdState.UP, Diagnostic.NONE);
        }
      }
    }
  }

  private void enter(BfdState entered, Diagnostic why) {
    state = entered;
    diagnostic = why;
    announce();
  }

  /// Says what is wanted now, and what state we are in: slowly where we are not up. A value that
  /// costs nothing to anybody holds at once, the other when the neighbour knows of it ([RFC 5880
  /// §6.8.3](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.3)).
  private void announce() {
    long tx =
        state == BfdState.UP
            ? wanted.intervalMicros()
            : Math.max(SLOW_MICROS, wanted.intervalMicros());
    long rx = wanted.intervalMicros();
    boolean changes = tx != desiredMinTx || rx != requiredMinRx;
    desiredMinTx = tx;
    requiredMinRx = rx;
    if (state != BfdState.UP) {
      txInUse = tx;
      rxInUse = rx;
    } else {
      txInUse = Math.min(txInUse, tx);
      rxInUse = Math.max(rxInUse, rx);
    }
    if (changes && remoteDiscriminator != 0) {
      pollAgain = polling;
      polling = true;
    }
  }

  private void pollAnswered() {
    if (pollAgain) {
      pollAgain = false;
      return;
    }
    polling = false;
    txInUse = desiredMinTx;
    rxInUse = requiredMinRx;
  }

  private List<BfdAction> deadline(long now) {
    List<BfdAction> actions = new ArrayList<>(2);
    if (detection != NEVER && detection - now <= 0) {
      expired(now, actions);
    }
    if (nextSend != NEVER && nextSend - now <= 0) {
      actions.add(send(now, /* last= */ false));
    }
    return actions;
  }

  /// Silence: the neighbour is as unknown as at the beginning.
  private void expired(long now, List<BfdAction> actions) {
    boolean was = state == BfdState.UP || state == BfdState.INIT;
    Duration silence = change().detectionTime();
    boolean wasShut = remoteState == BfdState.ADMIN_DOWN;
    detection = NEVER;
    remoteDiscriminator = 0;
    remoteState = BfdState.DOWN;
    remoteDiagnostic = Diagnostic.NONE;
    remoteDemand = false;
    remoteMinTx = 0;
    remoteMinRx = 1;
    remoteMultiplier = 0;
    polling = false;
    pollAgain = false;
    if (was) {
      enter(BfdState.DOWN, Diagnostic.DETECTION_TIME_EXPIRED);
      actions.add(send(now, /* last= */ false));
    } else {
      reschedule(now);
    }
    if (was || wasShut) {
      actions.add(
          new BfdAction.Tell(
              new BfdChange(state, remoteState, diagnostic, remoteDiagnostic, silence)));
    }
  }

  private List<BfdAction> configured(BfdTimers timers, long now) {
    wanted = timers;
    if (state != BfdState.ADMIN_DOWN) {
      announce();
      reschedule(now);
    }
    return List.of();
  }

  /// [RFC 5880 §6.8.16](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.16).
  private List<BfdAction> disabled(long now) {
    if (state == BfdState.ADMIN_DOWN) {
      return List.of();
    }
    enter(BfdState.ADMIN_DOWN, Diagnostic.ADMINISTRATIVELY_DOWN);
    polling = false;
    detection = NEVER;
    return List.of(send(now, /* last= */ false));
  }

  /// [RFC 5880 §6.8.7](https://www.rfc-editor.org/rfc/rfc5880#section-6.8.7). A packet never has
  /// both the P and the F bit.
  private BfdAction send(long now, boolean last) {
    sentOnce = true;
    lastSent = now;
    nextSend = NEVER;
    reschedule(now);
    return new BfdAction.Send(
        new BfdPacket(
            diagnostic,
            state,
            polling && !last,
            last,
            false,
            false,
            wanted.multiplier(),
            localDiscriminator,
            remoteDiscriminator,
            desiredMinTx,
            requiredMinRx,
            0));
  }

  /// A time that was drawn stays as long as the interval does.
  private void reschedule(long now) {
    boolean silent =
        remoteMinRx == 0
            || remoteDemand && state == BfdState.UP && remoteState == BfdState.UP && !polling;
    if (silent) {
      nextSend = NEVER;
      return;
    }
    long micros = transmitMicros();
    if (nextSend != NEVER && (!sentOnce || micros == drawnFor)) {
      return;
    }
    drawnFor = micros;
    double share = EARLIEST + (LATEST - EARLIEST) * jitter.nextDouble();
    long due = lastSent + (long) (micros * NANOS_PER_MICRO * share);
    nextSend = due - now < 0 ? now : due;
  }
}
