package io.munia.lab;

import io.munia.lab.Fabric.Node;
import io.munia.lab.Fabric.Rack;
import io.munia.net.Prefix;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a node owns, as its kernel tells: the discard routes of a block and of its rack's span, in
/// each family. The span is one /20, or two side by side: then the aggregate is one /19.
record Blocks(String block4, String span4, String block6, String span6) {
  private static final int BLOCK4 = 26;
  private static final int BLOCK6 = 122;

  static Blocks await(Node node) {
    return Until.present(
        node.name() + "'s kernel discards one block and one aggregate per family",
        Story.CONVERGED_MAX,
        () -> find(node));
  }

  /// The blocks of all nodes of a rack, once they agree on its spans: a node that has just claimed
  /// the second half of an aggregate is ahead of the others for a moment.
  static Map<String, Blocks> await(Rack rack) {
    return Until.present(
        "muniad on "
            + String.join(" and ", rack.nodes().stream().map(Node::name).toList())
            + ": one block discarded each, and the same aggregate, per family",
        Story.CONVERGED_MAX,
        () -> find(rack));
  }

  private static Optional<Map<String, Blocks>> find(Rack rack) {
    Map<String, Blocks> all = new TreeMap<>();
    for (Node node : rack.nodes()) {
      find(node).ifPresent(blocks -> all.put(node.name(), blocks));
    }
    boolean agreed =
        all.size() == rack.nodes().size()
            && all.values().stream().map(Blocks::spans).distinct().count() == 1;
    return agreed ? Optional.of(all) : Optional.empty();
  }

  private String spans() {
    return span4 + " " + span6;
  }

  static Optional<Blocks> find(Node node) {
    KernelRoutes v4 = KernelRoutes.of(node.host(), false);
    KernelRoutes v6 = KernelRoutes.of(node.host(), true);
    Optional<String> block4 = v4.onlyDiscard(length -> length == BLOCK4);
    Optional<String> span4 = v4.onlyDiscard(length -> length < BLOCK4);
    Optional<String> block6 = v6.onlyDiscard(length -> length == BLOCK6);
    Optional<String> span6 = v6.onlyDiscard(length -> length < BLOCK6);
    return block4.isPresent() && span4.isPresent() && block6.isPresent() && span6.isPresent()
        ? Optional.of(new Blocks(block4.get(), span4.get(), block6.get(), span6.get()))
        : Optional.empty();
  }

  boolean lieInTheirSpans() {
    return covers(span4, block4) && covers(span6, block6);
  }

  boolean contain(String address) {
    boolean v6 = address.indexOf(':') >= 0;
    return covers(v6 ? block6 : block4, address + (v6 ? "/128" : "/32"));
  }

  private static boolean covers(String outer, String inner) {
    return Prefix.parse(outer).contains(Prefix.parse(inner));
  }
}
