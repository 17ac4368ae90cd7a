package io.munia.lab;

import io.munia.lab.Fabric.Node;
import io.munia.lab.Fabric.Rack;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The fabric with its daemons running: routers on ToRs and spine, muniad on the nodes. Owned by
/// the demo's main thread.
final class RunningFabric {
  private final DemoOptions options;
  private final Fabric fabric;
  private final Map<String, LabRouter> routers = new HashMap<>();
  private final Map<String, Muniad> nodes = new HashMap<>();

  RunningFabric(DemoOptions options) {
    this.options = options;
    this.fabric = Fabric.build();
  }

  Fabric fabric() {
    return fabric;
  }

  /// Starts every daemon and waits until each one answers.
  void start() {
    switch (options.tor()) {
      case BIRD -> {
        routers.put("spine", Bird.start(fabric.spine(), BirdConfig.spine(fabric)));
        for (Rack rack : fabric.racks()) {
          routers.put(rack.tor().name(), Bird.start(rack.tor(), BirdConfig.tor(rack)));
        }
      }
      case MUNIA -> {
        launch(fabric.spine(), MuniaConfig.spine(fabric));
        fabric.racks().forEach(rack -> launch(rack.tor(), MuniaConfig.tor(rack)));
      }
    }
    fabric.nodes().forEach(this::launch);
    nodes.values().forEach(Muniad::awaitAnswer);
    for (LabRouter router : routers.values()) {
      if (router instanceof Muniad muniad) {
        muniad.awaitAnswer();
      }
    }
  }

  private void launch(Host host, String configuration) {
    routers.put(host.name(), Muniad.launch(options.checkout(), host, configuration));
  }

  private void launch(Node node) {
    nodes.put(
        node.name(),
        Muniad.launch(
            options.checkout(), node.host(), MuniaConfig.node(fabric.rackOf(node), node)));
  }

  /// Starts a node's muniad again, after it has ended.
  void restart(Node node) {
    launch(node);
    muniad(node).awaitAnswer();
  }

  LabRouter spine() {
    return router("spine");
  }

  LabRouter tor(Rack rack) {
    return router(rack.tor().name());
  }

  LabRouter torOf(Node node) {
    return tor(fabric.rackOf(node));
  }

  Muniad muniad(Node node) {
    Muniad muniad = nodes.get(node.name());
    if (muniad == null) {
      throw new IllegalStateException("nothing was started on " + node.name());
    }
    return muniad;
  }

  private LabRouter router(String host) {
    LabRouter router = routers.get(host);
    if (router == null) {
      throw new IllegalStateException("nothing was started on " + host);
    }
    return router;
  }

  /// The last lines of the logs of the daemons that this sentence names, or of all nodes' where it
  /// names none.
  List<String> tails(String sentence) {
    List<LabProcess> all =
        Stream.concat(routers.values().stream(), nodes.values().stream())
            .map(LabRouter::process)
            .toList();
    List<LabProcess> named =
        all.stream()
            .filter(process -> sentence.matches("(?s).*\\b" + process.host() + "\\b.*"))
            .toList();
    List<String> tails = new ArrayList<>();
    (named.isEmpty() ? all : named).forEach(process -> tails.add(process.tail()));
    return tails;
  }
}
