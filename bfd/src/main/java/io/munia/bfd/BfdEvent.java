package io.munia.bfd;

/// What happens to a session.
public sealed interface BfdEvent {
  /// A packet of this session came.
  record Received(BfdPacket packet) implements BfdEvent {}

  /// [BfdSession#nextDeadlineNanos] has come.
  record DeadlineReached() implements BfdEvent {}

  /// Other timers are wanted.
  record Configured(BfdTimers timers) implements BfdEvent {}

  /// For so long nobody here was able to look at packets or clocks.
  record Stalled(long nanos) implements BfdEvent {}

  /// The session is not wanted any longer.
  record Disabled() implements BfdEvent {}
}
