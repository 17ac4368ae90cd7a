package io.munia.daemon;

import io.munia.bfd.socket.Bfd;
import io.munia.bfd.socket.BfdView;
import io.munia.net.IpAddress;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// `bfd`: whose paths are watched, and how they stand.
record BfdVerb(Bfd bfd) implements Verb {
  private static final int ANSWER_SECONDS_MAX = 10;

  @Override
  public String name() {
    return "bfd";
  }

  @Override
  public Access access() {
    return Access.READ;
  }

  @Override
  public boolean understands(String argument) {
    return argument.equals("peer");
  }

  @Override
  public Json.Obj answer(Map<String, String> args) throws VerbException, InterruptedException {
    BfdView view;
    try {
      view = bfd.view().get(ANSWER_SECONDS_MAX, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new VerbException(VerbException.FAILED, "BFD does not answer");
    }
    String wanted = args.getOrDefault("peer", "");
    List<Json> sessions =
        view.sessions().stream()
            .filter(session -> wanted.isEmpty() || isCalled(session, wanted))
            .map(BfdVerb::json)
            .toList();
    if (sessions.isEmpty() && !wanted.isEmpty()) {
      throw new VerbException(
          VerbException.FAILED, "there is no BFD session with name or address " + wanted);
    }
    Json.ObjBuilder discarded = Json.object();
    view.discarded().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(each -> discarded.put(each.getKey().meaning(), each.getValue()));
    return Json.object()
        .put("sessions", sessions)
        .put("discarded", discarded.build())
        .put("stalls", view.stalls())
        .put("stall-max-micros", micros(view.stallMax()))
        .build();
  }

  private static boolean isCalled(BfdView.Session session, String wanted) {
    IpAddress remote = session.target().remote();
    return session.name().equals(wanted)
        || remote.inZone(0).toString().equals(wanted)
        || text(remote).equals(wanted);
  }

  /// With its link where it means something there alone.
  private static String text(IpAddress address) {
    String plain = address.inZone(0).toString();
    return address.zone() == 0 ? plain : plain + "%" + Links.name(address.zone());
  }

  private static Json json(BfdView.Session session) {
    return Json.object()
        .put("name", session.name())
        .put("address", text(session.target().remote()))
        .put("local-address", session.target().local().map(BfdVerb::text).orElse(""))
        .put("hops", session.target().hops().name().toLowerCase(Locale.ROOT))
        .put("state", session.change().state().toString())
        .put("since-seconds", session.inState().toSeconds())
        .put("remote-state", session.change().remoteState().toString())
        .put("diagnostic", session.change().diagnostic().toString())
        .put("remote-diagnostic", session.change().remoteDiagnostic().toString())
        .put("why", session.problem().isEmpty() ? session.change().sentence() : session.problem())
        .put("discriminator", Integer.toUnsignedLong(session.localDiscriminator()))
        .put("remote-discriminator", Integer.toUnsignedLong(session.remoteDiscriminator()))
        .put("interval-micros", session.target().timers().intervalMicros())
        .put("multiplier", session.target().timers().multiplier())
        .put("transmit-micros", session.transmitMicros())
        .put("receive-micros", session.receiveMicros())
        .put("detect-micros", session.detectionMicros())
        .put("sent", session.sent())
        .put("received", session.received())
        .put("ups", session.ups())
        .put("downs", session.downs())
        .put("gap-max-micros", micros(session.gapMax()))
        .build();
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1_000;
  }
}
