package io.munia.cli;

import io.munia.bgp.dissect.Dissection;
import io.munia.peering.control.Json;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A message taken apart, as programs read it.
final class DissectionJson {
  private DissectionJson() {}

  /// @param id that of the question, if there was one
  /// @param where it was found; left out where empty
  static Json.Obj of(Dissection message, Optional<Json> id, String where) {
    Json.ObjBuilder object = Json.object();
    id.ifPresent(value -> object.put("id", value));
    if (!where.isEmpty()) {
      object.put("where", where);
    }
    object
        .put("verdict", message.outcome().name().toLowerCase(Locale.ROOT))
        .put("code", message.code())
        .put("subcode", message.subcode())
        .put("message", message.message())
        .put("bytes", message.bytes())
        .put("attributes", message.attributes().stream().map(DissectionJson::attribute).toList())
        .put("announce", destinations(message.announced()))
        .put("withdraw", destinations(message.withdrawn()));
    message.endOfRib().ifPresent(family -> object.put("end-of-rib", family.toString()));
    if (!message.says().isEmpty()) {
      object.put("says", message.says().stream().map(DissectionJson::part).toList());
    }
    return object.put("error", message.error()).build();
  }

  private static Json.Obj attribute(Dissection.Attribute attribute) {
    Json.ObjBuilder object =
        Json.object()
            .put("type", attribute.type())
            .put("name", attribute.name())
            .put("flags", attribute.flags())
            .put("at", attribute.at())
            .put("length", attribute.length())
            .put("value", attribute.value());
    if (!attribute.taken().isEmpty()) {
      object.put("taken", attribute.taken());
    }
    return (attribute.cutOff() ? object.put("cut-off", true) : object).build();
  }

  private static List<Json.Obj> destinations(List<Dissection.Destination> destinations) {
    return destinations.stream().map(DissectionJson::destination).toList();
  }

  private static Json.Obj destination(Dissection.Destination destination) {
    Json.ObjBuilder object =
        Json.object()
            .put("family", destination.family().toString())
            .put("prefix", destination.nlri());
    destination.pathId().ifPresent(id -> object.put("path-id", id));
    if (!destination.nextHop().isEmpty()) {
      object.put("next-hop", destination.nextHop());
    }
    return object.build();
  }

  private static Json.Obj part(Dissection.Part part) {
    return Json.object().put("what", part.label()).put("text", part.text()).build();
  }
}
