package io.munia.rib;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.Prefix;
import io.munia.rib.PeerProfile.Role;
import io.munia.rib.Speaker.Peer;
import io.munia.rib.policy.Policy;
import io.munia.rib.route.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collector;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every sequence of a few steps on the smallest tables that have everything: three clients, two
/// prefixes, rings that hold one message and turns that end after one change. After each sequence
/// all is let go quiet; then everybody has been told what is selected, and End-of-RIB came when
/// nothing was missing of what it says is complete.
///
/// All sequences of one start run on one speaker, which is emptied in between: numbers of entries,
/// sources and markers are used again and again.
@SuppressWarnings("NullAway") // maps are asked for what was put into them
class RibStepsTest {
  private static final int DEPTH = Integer.getInteger("munia.steps", 3);
  private static final Prefix ONE = Prefix.parse("192.0.2.0/24");
  private static final Prefix TWO = Prefix.parse("198.51.100.0/24");
  private static final List<Prefix> PREFIXES = List.of(ONE, TWO);
  private static final int PEERS = 3;
  private static final Policy THE_SAME = new Policy("the-same", List.of(), Policy.Action.ACCEPT);
  private static final Limits TINY = new Limits(1 << 20, 1, 1 << 20, 1, 1, 1 << 30);

  private static final Collector<CharSequence, ?, String> JOINED = Collectors.joining(", ");

  private Shape shape = Shape.BEST;
  private final Speaker us = new Speaker(NextHops.assumed(), TINY);
  private final List<Step> steps = steps();
  private final @Nullable Member[] members = new @Nullable Member[PEERS];
  private final List<String> taken = new ArrayList<>();

  /// What there is before the first step.
  enum Start {
    NOBODY,
    ALL_UP,
    ALL_UP_WITH_ROUTES,
    ONE_STUCK_AT_THE_START,
    ONE_STUCK_BEHIND
  }

  /// What the neighbours are sent.
  private enum Shape {
    BEST,
    ALL_PATHS,
    VIEWS
  }

  private record Step(String name, Runnable action) {}

  /// One session, and what its neighbour was to be told since it began.
  private static final class Member {
    private final Peer peer;
    private final Map<Prefix, Set<String>> since = new TreeMap<>();
    private boolean complete;
    private boolean other;

    Member(Peer peer) {
      this.peer = peer;
      PREFIXES.forEach(prefix -> since.put(prefix, new HashSet<>()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_order_of_steps_ends_with_everybody_told(Start start) {
    walk(start, new int[DEPTH], 0);
  }

  @ParameterizedTest
  @EnumSource
  void every_order_of_steps_ends_with_everybody_told_all_paths(Start start) {
    shape = Shape.ALL_PATHS;
    walk(start, new int[DEPTH], 0);
  }

  @ParameterizedTest
  @EnumSource
  void every_order_of_steps_ends_with_every_client_told_the_best_that_is_not_its_own(Start start) {
    shape = Shape.VIEWS;
    walk(start, new int[DEPTH], 0);
  }

  private void walk(Start start, int[] sequence, int depth) {
    if (depth == DEPTH) {
      run(start, sequence);
      return;
    }
    for (int i = 0; i < steps.size(); i++) {
      sequence[depth] = i;
      walk(start, sequence, depth + 1);
    }
  }

  private void run(Start start, int[] sequence) {
    taken.clear();
    begin(start);
    for (int step : sequence) {
      taken.add(steps.get(step).name());
      steps.get(step).action().run();
      look(start);
    }
    quiet(start);
    check(start);
    for (int i = 0; i < PEERS; i++) {
      leave(i);
    }
    quiet(start);
    assertThat(us.rib.view().size(AddressFamily.IPV4_UNICAST)).as(where(start)).isZero();
  }

  private void begin(Start start) {
    if (start == Start.NOBODY) {
      return;
    }
    for (int i = 0; i < PEERS; i++) {
      join(i);
    }
    if (start == Start.ONE_STUCK_AT_THE_START) {
      members[2].peer.heard.writable = false;
    }
    if (start == Start.ALL_UP) {
      return;
    }
    quiet(start);
    announce(0, ONE, 2);
    announce(1, TWO, 2);
    if (start == Start.ONE_STUCK_BEHIND) {
      members[2].peer.heard.writable = false;
    }
    us.rib.serve();
    look(start);
  }

  private List<Step> steps() {
    List<Step> all = new ArrayList<>();
    for (int i = 0; i < PEERS; i++) {
      int peer = i;
      all.add(new Step(peer + " announces ONE, near", () -> announce(peer, ONE, 1)));
      all.add(new Step(peer + " withdraws ONE", () -> withdraw(peer, ONE)));
      all.add(new Step(peer + " comes or goes", () -> turn(peer)));
      all.add(new Step(peer + " is stuck or is not", () -> stick(peer)));
      all.add(new Step(peer + " asks for a refresh", () -> refresh(peer)));
    }
    all.add(new Step("2 has its other export policy", () -> otherPolicy(2)));
    all.add(
        new Step(
            "all have their other export policies",
            () -> {
              for (int i = 0; i < PEERS; i++) {
                otherPolicy(i);
              }
            }));
    all.add(new Step("1 announces ONE, far", () -> announce(1, ONE, 3)));
    all.add(new Step("1 withdraws TWO", () -> withdraw(1, TWO)));
    all.add(new Step("0 announces TWO, near", () -> announce(0, TWO, 1)));
    all.add(new Step("serve", us.rib::serve));
    all.add(new Step("a turn of the loop", () -> us.run(1)));
    return all;
  }

  private void turn(int index) {
    if (members[index] == null) {
      join(index);
    } else {
      leave(index);
    }
  }

  private void join(int index) {
    members[index] =
        new Member(
            us.peer(
                "c" + index,
                index + 1,
                shape == Shape.VIEWS ? Role.EBGP : Role.CLIENT,
                shape == Shape.VIEWS ? new Asn(65001) : Speaker.AS,
                Policy.ACCEPT_ALL,
                Policy.ACCEPT_ALL,
                new Speaker.Paths(
                    false,
                    shape == Shape.ALL_PATHS,
                    new PathsSent(new PathsSent.AddPath.All(), false, true))));
    note(members[index]);
  }

  private void leave(int index) {
    if (members[index] != null) {
      members[index].peer.session.down();
      members[index] = null;
    }
  }

  private void announce(int index, Prefix prefix, int length) {
    if (members[index] != null) {
      members[index].peer.announce(
          List.of(prefix), Speaker.attributes("65001 ".repeat(length).strip(), null));
    }
  }

  private void withdraw(int index, Prefix prefix) {
    if (members[index] != null) {
      members[index].peer.withdraw(List.of(prefix));
    }
  }

  private void stick(int index) {
    Member member = members[index];
    if (member != null) {
      member.peer.heard.writable ^= true;
      if (member.peer.heard.writable) {
        member.peer.session.writable();
      }
    }
  }

  /// One that does the same: whoever moves between the groups is to miss nothing.
  private void otherPolicy(int index) {
    Member member = members[index];
    if (member != null) {
      member.other ^= true;
      Policy policy = member.other ? THE_SAME : Policy.ACCEPT_ALL;
      us.rib.policies(
          Map.of(member.peer.session, new PeerProfile.Policies(Policy.ACCEPT_ALL, policy)));
    }
  }

  private void refresh(int index) {
    if (members[index] != null) {
      members[index].peer.refresh(AddressFamily.IPV4_UNICAST);
    }
  }

  private void quiet(Start start) {
    for (Member member : members) {
      if (member != null) {
        member.peer.heard.writable = true;
        member.peer.session.writable();
      }
    }
    for (int i = 0; us.busy(); i++) {
      assertThat(i).as(where(start)).isLessThan(1000);
      us.run(1);
      look(start);
    }
  }

  /// Notes what is selected now, and judges an End-of-RIB that has just come.
  private void look(Start start) {
    for (Member member : members) {
      if (member == null) {
        continue;
      }
      note(member);
      if (!member.complete && member.peer.heard.atEndOfRib != null) {
        member.complete = true;
        for (Prefix prefix : PREFIXES) {
          assertThat(member.since.get(prefix))
              .as("%s: known to %s of %s at End-of-RIB", where(start), member.peer, prefix)
              .contains(text(member.peer.heard.pathsAtEndOfRib.get(prefix)));
        }
      }
    }
  }

  /// Whoever comes back may hear for a moment what it said itself before it was lost.
  private void note(Member member) {
    for (Prefix prefix : PREFIXES) {
      Set<String> since = member.since.get(prefix);
      since.addAll(due(member.peer, prefix));
      if (shape == Shape.BEST) {
        since.add(selected(prefix, ""));
      }
    }
  }

  /// What the neighbour is to be told of what is there now: one thing, but for the moment in which
  /// a neighbour that came back has paths of two sessions.
  private List<String> due(Peer peer, Prefix prefix) {
    return switch (shape) {
      case BEST -> List.of(selected(prefix, peer.name));
      case ALL_PATHS -> {
        String all = others(peer, prefix).map(RibStepsTest::text).sorted().collect(JOINED);
        yield List.of(all.isEmpty() ? "nothing" : all);
      }
      case VIEWS -> {
        List<Path> others = others(peer, prefix).toList();
        List<String> best =
            others.stream()
                .filter(path -> others.stream().allMatch(other -> rank(path) <= rank(other)))
                .map(RibStepsTest::text)
                .toList();
        yield best.isEmpty() ? List.of("nothing") : best;
      }
    };
  }

  private static int rank(Path path) {
    return 10 * path.attributes().asPath().length() + path.peer().charAt(1) - '0';
  }

  /// All that did not come from this session, those included that are about to be swept out.
  private Stream<Path> others(Peer peer, Prefix prefix) {
    return us.rib.view().route(prefix).stream()
        .flatMap(route -> route.paths().stream())
        .filter(path -> !path.peer().equals(peer.name) || !path.eligible().isEmpty());
  }

  private String selected(Prefix prefix, String butOf) {
    return us.rib.view().route(prefix).stream()
        .flatMap(route -> route.paths().stream())
        .filter(path -> path.best() && !path.peer().equals(butOf))
        .map(RibStepsTest::text)
        .findFirst()
        .orElse("nothing");
  }

  private static String text(Path path) {
    return path.nextHop() + " " + path.attributes().asPath();
  }

  private static String text(@Nullable Map<Integer, Heard.Announced> heard) {
    return heard == null
        ? "nothing"
        : heard.values().stream()
            .map(it -> it.nextHop() + " " + it.attributes().asPath())
            .sorted()
            .collect(JOINED);
  }

  private void check(Start start) {
    for (Member member : members) {
      if (member == null) {
        continue;
      }
      for (Prefix prefix : PREFIXES) {
        assertThat(List.of(text(member.peer.heard.paths.get(prefix))))
            .as("%s: told to %s of %s", where(start), member.peer, prefix)
            .isEqualTo(due(member.peer, prefix));
      }
      assertThat(member.peer.heard.endOfRib).as(where(start)).hasSize(2);
      assertThat(member.peer.heard.references).as(where(start)).isZero();
      assertThat(refreshes(member.peer))
          .as("%s: refreshes of %s", where(start), member.peer)
          .matches("((begin )+end )*");
    }
    for (Prefix prefix : PREFIXES) {
      assertThat(
              us.rib.view().route(prefix).stream()
                  .flatMap(route -> route.paths().stream())
                  .filter(Path::best)
                  .count())
          .as(where(start))
          .isEqualTo(us.rib.view().route(prefix).isPresent() ? 1 : 0);
    }
  }

  private static String refreshes(Peer peer) {
    return peer.heard.log.stream()
        .filter(line -> line.equals("begin") || line.equals("end"))
        .map(line -> line + " ")
        .collect(Collectors.joining());
  }

  private String where(Start start) {
    return shape + " " + start + " " + taken;
  }
}
