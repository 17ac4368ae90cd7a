package io.munia.ndp;

import io.munia.net.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One link whose other end is looked for: a function from event and time to actions. We are a
/// router to the other end ([RFC 4861 §6.2](https://www.rfc-editor.org/rfc/rfc4861#section-6.2))
/// and look for it as a host would ([RFC 4861
/// §6.3](https://www.rfc-editor.org/rfc/rfc4861#section-6.3)). Owned by one thread.
///
/// The first router that is heard is the neighbour, and stays it: what ends a session is BGP's or
/// the link's business, not that of advertisements, which get lost and come minutes apart. Another
/// router takes its place only where no session stands and the first one, asked, says nothing: it
/// has got another address, or is gone.
public final class Discovery {
  /// Nothing is waited for.
  public static final long NEVER = Long.MAX_VALUE;

  /// Routers of one link that are remembered, the neighbour among them.
  public static final int ROUTERS_MAX = 8;

  /// [RFC 4861 §10](https://www.rfc-editor.org/rfc/rfc4861#section-10): no advertisement sooner
  /// after another one.
  static final long BETWEEN_NANOS_MIN = 3_000_000_000L;

  /// MAX_RA_DELAY_TIME: an answer waits for at most so long.
  static final long ANSWER_NANOS_MAX = 500_000_000L;

  /// Advertisements that come quickly, at the start.
  static final int INITIAL_COUNT = 3;

  static final long INTERVAL_NANOS_MIN = 7_500_000_000L;
  static final long INTERVAL_NANOS_MAX = 10_000_000_000L;

  /// RTR_SOLICITATION_INTERVAL and MAX_RTR_SOLICITATIONS.
  static final long SOLICITATION_NANOS = 4_000_000_000L;

  static final int SOLICITATIONS_MAX = 3;

  /// For so long the neighbour may take to answer before another one takes its place: BIRD and we
  /// answer within 3.5 s.
  static final long TEST_NANOS = 6_000_000_000L;

  /// A neighbour that has answered is not asked again sooner.
  static final long TRUST_NANOS = 30_000_000_000L;

  /// A router that says nothing for its own lifetime is forgotten, after so long at least.
  static final long SILENCE_NANOS_MIN = 60_000_000_000L;

  /// And after so long at most.
  static final long SILENCE_NANOS_MAX = 1_800_000_000_000L;

  private static final String NOBODY = "has heard no router advertisement yet";
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final RandomGenerator chance;
  private final Map<IpAddress, Heard> routers = new HashMap<>();
  private boolean up;
  private boolean inUse;
  private @Nullable IpAddress neighbour;
  private Found told = new Found(Optional.empty(), List.of(), NOBODY);

  private int advertised;
  private long lastAdvertised;
  private long nextAdvertisement = NEVER;
  private int solicited;
  private long nextSolicitation = NEVER;

  /// When the neighbour, which is being asked, has to have answered.
  private long testEnds = NEVER;

  private long trustedUntil;

  /// @param last when it was heard
  /// @param forgotten when it is, unless it is heard again
  private record Heard(long last, long forgotten) {}

  public Discovery(RandomGenerator chance, long nowNanos) {
    this.chance = chance;
    this.trustedUntil = nowNanos;
  }

  public List<DiscoveryAction> on(DiscoveryEvent event, long nowNanos) {
    List<DiscoveryAction> actions = new ArrayList<>();
    switch (event) {
      case DiscoveryEvent.LinkUp() -> linkUp(nowNanos);
      case DiscoveryEvent.LinkDown(String why) -> linkDown(why, actions);
      case DiscoveryEvent.Advertised(IpAddress from, RouterMessage.Advertisement message) ->
          heard(from, message, nowNanos, actions);
      case DiscoveryEvent.Solicited() -> answer(nowNanos);
      case DiscoveryEvent.InUse(boolean yes) -> used(yes, nowNanos, actions);
      case DiscoveryEvent.DeadlineReached() -> deadline(nowNanos, actions);
    }
    if (up) {
      tell(new Found(Optional.ofNullable(neighbour), others(), nobody()), actions);
    }
    return actions;
  }

  /// When [DiscoveryEvent.DeadlineReached] is wanted next.
  public long nextDeadlineNanos() {
    long next = earlier(earlier(nextAdvertisement, nextSolicitation), testEnds);
    for (Map.Entry<IpAddress, Heard> router : routers.entrySet()) {
      if (!router.getKey().equals(neighbour)) {
        next = earlier(next, router.getValue().forgotten);
      }
    }
    return next;
  }

  private static long earlier(long one, long other) {
    if (one == NEVER || other == NEVER) {
      return one == NEVER ? other : one;
    }
    return one - other <= 0 ? one : other;
  }

  private static boolean isDue(long deadline, long now) {
    return deadline != NEVER && deadline - now <= 0;
  }

  /// How it stands, as it was told the last time.
  public Found found() {
    return told;
  }

  private void linkUp(long now) {
    if (up) {
      return;
    }
    up = true;
    advertised = 0;
    solicited = 0;
    nextAdvertisement = now;
    nextSolicitation = now;
    trustedUntil = now;
  }

  private void linkDown(String why, List<DiscoveryAction> actions) {
    up = false;
    inUse = false;
    neighbour = null;
    routers.clear();
    nextAdvertisement = NEVER;
    nextSolicitation = NEVER;
    testEnds = NEVER;
    tell(new Found(Optional.empty(), List.of(), why), actions);
  }

  private void heard(
      IpAddress from,
      RouterMessage.Advertisement message,
      long now,
      List<DiscoveryAction> actions) {
    if (!up) {
      return;
    }
    remember(from, message, now);
    if (neighbour == null) {
      neighbour = from;
      nextSolicitation = NEVER;
    } else if (!from.equals(neighbour)) {
      test(now, actions);
    } else if (testEnds != NEVER) {
      trustedUntil = now + TRUST_NANOS;
      testEnds = NEVER;
    }
  }

  /// A lifetime of 0 says that a router is nobody's default router, not that it is gone: we say so
  /// all the time ([RFC 4861 §4.2](https://www.rfc-editor.org/rfc/rfc4861#section-4.2)).
  private void remember(IpAddress from, RouterMessage.Advertisement message, long now) {
    long lifetime = message.lifetimeSeconds() * NANOS_PER_SECOND;
    long silence = Math.clamp(lifetime, SILENCE_NANOS_MIN, SILENCE_NANOS_MAX);
    routers.put(from, new Heard(now, now + silence));
    if (routers.size() > ROUTERS_MAX) {
      routers.keySet().stream()
          .filter(router -> !router.equals(neighbour) && !router.equals(from))
          .min(Comparator.comparingLong(router -> last(router) - now))
          .ifPresent(routers::remove);
    }
  }

  private long last(IpAddress router) {
    Heard heard = routers.get(router);
    return heard == null ? 0 : heard.last;
  }

  /// Asks the neighbour whether it is there, because another router is.
  private void test(long now, List<DiscoveryAction> actions) {
    if (inUse || testEnds != NEVER || now - trustedUntil < 0 || others().isEmpty()) {
      return;
    }
    testEnds = now + TEST_NANOS;
    actions.add(new DiscoveryAction.Solicit());
  }

  private void used(boolean yes, long now, List<DiscoveryAction> actions) {
    inUse = yes;
    if (yes) {
      testEnds = NEVER;
    } else if (up && neighbour != null) {
      trustedUntil = now;
      test(now, actions);
    }
  }

  /// [RFC 4861 §6.2.6](https://www.rfc-editor.org/rfc/rfc4861#section-6.2.6).
  private void answer(long now) {
    if (!up) {
      return;
    }
    long soon = now + chance.nextLong(ANSWER_NANOS_MAX);
    if (advertised > 0 && soon - (lastAdvertised + BETWEEN_NANOS_MIN) < 0) {
      soon = lastAdvertised + BETWEEN_NANOS_MIN;
    }
    nextAdvertisement = earlier(nextAdvertisement, soon);
  }

  private void deadline(long now, List<DiscoveryAction> actions) {
    if (isDue(nextAdvertisement, now)) {
      actions.add(new DiscoveryAction.Advertise());
      advertised++;
      lastAdvertised = now;
      nextAdvertisement =
          now
              + (advertised < INITIAL_COUNT
                  ? BETWEEN_NANOS_MIN
                  : chance.nextLong(INTERVAL_NANOS_MIN, INTERVAL_NANOS_MAX));
    }
    if (isDue(nextSolicitation, now)) {
      actions.add(new DiscoveryAction.Solicit());
      solicited++;
      nextSolicitation = solicited < SOLICITATIONS_MAX ? now + SOLICITATION_NANOS : NEVER;
    }
    routers
        .entrySet()
        .removeIf(router ->
            !router.getKey().equals(neighbour) && isDue(router.getValue().forgotten, now));
    if (isDue(testEnds, now)) {
      testEnds = NEVER;
      replace(now);
    }
  }

  /// By the one that was heard last.
  private void replace(long now) {
    IpAddress silent = neighbour;
    others().stream()
        .max(Comparator.comparingLong(router -> last(router) - now))
        .ifPresent(next -> {
          neighbour = next;
          if (silent != null) {
            routers.remove(silent);
          }
        });
  }

  private List<IpAddress> others() {
    return routers.keySet().stream().filter(router -> !router.equals(neighbour)).sorted().toList();
  }

  private String nobody() {
    return neighbour == null ? NOBODY : "";
  }

  private void tell(Found now, List<DiscoveryAction> actions) {
    if (!now.equals(told)) {
      told = now;
      actions.add(new DiscoveryAction.Tell(now));
    }
  }
}
