package io.munia.lab.combination;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Checkout;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import io.munia.peering.control.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("interop")
@Tag("bird")
class BirdCombinationTest {
  private static final String INSIDE = "10.64.1.0/24 via 10.0.0.11";
  private static final String OTHERS = "10.64.1.0/24 via 10.0.0.13";
  private static final String CONTRIBUTOR = "10.64.9.0/24 via 10.0.0.13";
  private static final String AGGREGATE = "10.64.0.0/16 via 10.0.0.1";
  private static final String EXPORT = "export where source = RTS_STATIC;";

  private final Segment segment = Segment.lay("combined");

  @Test
  void an_aggregate_hides_and_shows_again_what_was_not_chosen() {
    Muniad first = segment.muniad(sections("chosen", "accept-all", ""));
    segment.bird(11, 64512, "", EXPORT, statics("10.64.1.0/24"));
    segment.bird(13, 65013, "", EXPORT, statics("10.64.1.0/24", "10.64.9.0/24"));
    Bird all = segment.bird(14, 64512, "", "add paths rx; import table on; export none;", "");
    Bird external = segment.bird(15, 64512, "", "import table on; export none;", "");
    hear(first, all, external, List.of(INSIDE, OTHERS, CONTRIBUTOR), List.of(OTHERS, CONTRIBUTOR));

    String hiding = "aggregates { \"10.64.0.0/16\" { source = [ebgp], suppress = all } }";
    first.reload(segment.configuration(sections("chosen", "accept-all", hiding)));
    hear(first, all, external, List.of(AGGREGATE, INSIDE, OTHERS), List.of(AGGREGATE, OTHERS));

    first.reload(segment.configuration(sections("not-chosen", "accept-all", hiding)));
    hear(first, all, external, List.of(AGGREGATE), List.of(AGGREGATE));

    first.reload(segment.configuration(sections("chosen", "no-contributor", hiding)));
    hear(first, all, external, List.of(INSIDE, OTHERS), List.of(OTHERS));
    assertThat(first.munia("aggregates")).contains("10.64.0.0/16");

    first.munia("refresh", "c14", "--out");
    all.ask("reload in munia");
    external.ask("reload in munia");
    first.reload(segment.configuration(sections("not-chosen", "accept-all", hiding)));
    hear(first, all, external, List.of(AGGREGATE), List.of(AGGREGATE));

    first.process().kill();
    Muniad second =
        Muniad.start(
            Checkout.here(),
            segment.ours(),
            segment.configuration(sections("chosen", "no-contributor", hiding)));
    hear(second, all, external, List.of(INSIDE, OTHERS), List.of(OTHERS));
  }

  private static void hear(
      Muniad muniad, Bird all, Bird external, List<String> several, List<String> one) {
    hears(muniad, "c14", all, several);
    hears(muniad, "p15", external, one);
  }

  private static void hears(Muniad muniad, String name, Bird bird, List<String> expected) {
    Until.holds(
        name + " holds " + expected, Cable.LIMIT, () -> held(bird).equals(sorted(expected)));
    assertThat(told(muniad, name)).as("what muniad says of " + name).isEqualTo(sorted(expected));
  }

  private static List<String> held(Bird bird) {
    List<String> held = new ArrayList<>();
    String prefix = "";
    for (String line : bird.ask("show route all protocol munia")) {
      if (line.startsWith("10.")) {
        prefix = line.substring(0, line.indexOf(' '));
      } else if (line.contains("BGP.next_hop: ")) {
        held.add(prefix + " via " + line.substring(line.indexOf(": ") + 2).strip());
      }
    }
    return sorted(held);
  }

  private static List<String> told(Muniad muniad, String name) {
    List<String> told = new ArrayList<>();
    for (Json route : muniad.ask("routes", Map.of("out", name)).list("routes")) {
      Json.Obj each = (Json.Obj) route;
      for (Json path : each.list("paths")) {
        told.add(each.text("prefix") + " via " + ((Json.Obj) path).text("next-hop"));
      }
    }
    return sorted(told);
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  private static String statics(String... prefixes) {
    StringBuilder routes = new StringBuilder("protocol static one { ipv4; ");
    for (String prefix : prefixes) {
      routes.append("route ").append(prefix).append(" blackhole; ");
    }
    return routes.append("}").toString();
  }

  private static String sections(String inside, String outside, String aggregates) {
    return """
    fib { table = main }
    policies {
      chosen         { rules = [ { set { local-pref = 200 }, then = accept } ] }
      not-chosen     { rules = [ { set { local-pref = 50 }, then = accept } ] }
      no-contributor { rules = [ { match { prefix = "10.64.9.0/24" }, then = reject } ], default = accept }
    }
    peers {
      i11 { address = 10.0.0.11, remote-as = internal, passive = true, import = %s }
      e13 { address = 10.0.0.13, remote-as = 65013, passive = true, import = %s, export = accept-all }
      c14 { address = 10.0.0.14, remote-as = internal, route-reflector-client = true, passive = true,
            add-path = send }
      p15 { address = 10.0.0.15, remote-as = internal, passive = true, advertise-best-external = true }
    }
    %s
    """
        .formatted(inside, outside, aggregates);
  }
}
