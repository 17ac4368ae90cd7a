package io.munia.lab;

import io.munia.lab.Fabric.Node;
import io.munia.net.Prefix;
import java.util.Optional;

/// What a node owns, as its kernel tells: the discard routes of a block and of its rack's span, in
/// each family.
record Blocks(String block4, String span4, String block6, String span6) {
  private static final int BLOCK4 = 26;
  private static final int SPAN4 = 20;
  private static final int BLOCK6 = 122;
  private static final int SPAN6 = 112;

  static Blocks await(Node node) {
    return Until.present(
        node.name() + "'s kernel discards one block and one aggregate per family",
        Story.CONVERGED_MAX,
        () -> find(node));
  }

  static Optional<Blocks> find(Node node) {
    KernelRoutes v4 = KernelRoutes.of(node.host(), false);
    KernelRoutes v6 = KernelRoutes.of(node.host(), true);
    Optional<String> block4 = v4.discardOf(BLOCK4);
    Optional<String> span4 = v4.discardOf(SPAN4);
    Optional<String> block6 = v6.discardOf(BLOCK6);
    Optional<String> span6 = v6.discardOf(SPAN6);
    return block4.isPresent() && span4.isPresent() && block6.isPresent() && span6.isPresent()
        ? Optional.of(new Blocks(block4.get(), span4.get(), block6.get(), span6.get()))
        : Optional.empty();
  }

  boolean sameSpansAs(Blocks other) {
    return span4.equals(other.span4) && span6.equals(other.span6);
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
