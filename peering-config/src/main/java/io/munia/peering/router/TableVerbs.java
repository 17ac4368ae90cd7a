package io.munia.peering.router;

import io.munia.net.AddressFamily;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/// What operators ask of any speaker: status, peers, routes, why, policies.
public final class TableVerbs {
  /// How long a question waits for the loop.
  static final int ANSWER_SECONDS_MAX = 30;

  private TableVerbs() {}

  /// @param version of the program
  /// @param more members that the program adds to the answer of `status`
  public static List<Verb> of(Router router, String version, Map<String, Supplier<Json.Obj>> more) {
    return List.of(
        new Status(router, version, Map.copyOf(more)),
        new PeersVerb(router),
        new RoutesVerb(router),
        new AggregatesVerb(router),
        new ExplainVerb(router),
        new PoliciesVerb(router),
        new RefreshVerb(router),
        new ResetVerb(router),
        new QuarantineVerb(router),
        new Ping());
  }

  static <T> T await(CompletableFuture<T> answer) throws VerbException, InterruptedException {
    try {
      return answer.get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new VerbException(
          VerbException.FAILED, "no answer within " + ANSWER_SECONDS_MAX + " s: it is busy");
    } catch (ExecutionException e) {
      throw new VerbException(VerbException.FAILED, "it is stopping");
    }
  }

  static boolean isCalled(RouterStatus.Peer peer, String nameOrAddress) {
    return peer.name().equals(nameOrAddress) || peer.address().toString().equals(nameOrAddress);
  }

  /// The name of the neighbour that goes by this name or address; empty where none is wanted.
  static String neighbour(Router router, String wanted) throws VerbException, InterruptedException {
    if (wanted.isEmpty()) {
      return wanted;
    }
    return peer(router, wanted).name();
  }

  /// The neighbour that goes by this name or address.
  static RouterStatus.Peer peer(Router router, String wanted)
      throws VerbException, InterruptedException {
    return await(router.status()).peers().stream()
        .filter(peer -> isCalled(peer, wanted))
        .findFirst()
        .orElseThrow(() -> unknownPeer(wanted));
  }

  static VerbException unknownPeer(String wanted) {
    return new VerbException(
        VerbException.FAILED, "there is no peer with name or address " + wanted);
  }

  private record Ping() implements Verb {
    @Override
    public String name() {
      return "ping";
    }

    @Override
    public Access access() {
      return Access.READ;
    }

    @Override
    public boolean understands(String argument) {
      return false;
    }

    @Override
    public Json.Obj answer(Map<String, String> args) {
      return Json.object().build();
    }
  }

  private record Status(Router router, String version, Map<String, Supplier<Json.Obj>> more)
      implements Verb {
    @Override
    public String name() {
      return "status";
    }

    @Override
    public Access access() {
      return Access.READ;
    }

    @Override
    public boolean understands(String argument) {
      return false;
    }

    @Override
    public Json.Obj answer(Map<String, String> args) throws VerbException, InterruptedException {
      RouterStatus status = await(router.status());
      List<Json> families = new ArrayList<>();
      for (AddressFamily family : status.prefixes().keySet()) {
        families.add(
            Json.object()
                .put("family", family.toString())
                .put("prefixes", status.prefixes().getOrDefault(family, 0))
                .put("converged", !family.isUnicast() || status.converged().contains(family))
                .put("deferred", status.awaited().containsKey(family))
                .put(
                    "waits-for",
                    status.awaited().getOrDefault(family, List.of()).stream()
                        .map(name -> Json.text(name))
                        .toList())
                .build());
      }
      Json.ObjBuilder answer =
          Json.object()
              .put("version", version)
              .put("router-id", status.routerId().toString())
              .put("as", status.as().number())
              .put("started", status.started().toString())
              .put("uptime-seconds", secondsSince(status.started()))
              .put("families", families)
              .put("deferral-left-seconds", status.deferral().toSeconds())
              .put("established", status.peers().stream().filter(RouterStatus.Peer::up).count())
              .put("peers", status.peers().stream().map(PeersVerb::json).toList());
      more.entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .forEach(member -> answer.put(member.getKey(), member.getValue().get()));
      return answer.build();
    }
  }

  static long secondsSince(Instant instant) {
    return Math.max(0, Duration.between(instant, Instant.now()).toSeconds());
  }
}
