package io.munia.daemon;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/// A rule beside classes that break it: a rule that nothing can break checks nothing.
///
/// @param name its number in ARCHITECTURE.md, and what holds
/// @param violation package and text of each class that breaks it
record HouseRule(String name, ArchRule rule, List<String> violation) {
  static Stream<HouseRule> all() {
    return Stream.of(
        rule(
            "R1 arrows point down",
            HouseRules.arrowsPointDown(),
            "io.munia.rib",
            "class Seeded { io.munia.fib.netlink.Below below; }",
            "io.munia.fib.netlink",
            "public class Below {}"),
        rule(
            "R1 arrows point down inside bgp core",
            HouseRules.arrowsPointDownInsideBgpCore(),
            "io.munia.bgp.codec",
            "class Seeded { io.munia.bgp.session.Below below; }",
            "io.munia.bgp.session",
            "public class Below {}"),
        rule(
            "R2 packages form no cycles",
            HouseRules.packagesFormNoCycles(),
            "io.munia.rib",
            "public class Seeded { io.munia.rib.out.Seeded other; }",
            "io.munia.rib.out",
            "public class Seeded { io.munia.rib.Seeded other; }"),
        rule(
            "R3 values know no netty no sockets no threads",
            HouseRules.valuesKnowNoNettyNoSocketsNoThreads(),
            "io.munia.net",
            "class Seeded { java.net.Socket socket; }",
            "io.munia.ndp",
            "class Seeded { java.net.Socket socket; }"),
        rule(
            "R4 only drivers touch clock threads and chance",
            HouseRules.onlyDriversTouchClockThreadsAndChance(),
            "io.munia.bgp.session",
            "class Seeded { long now() { return System.nanoTime(); } }"),
        rule(
            "R5 only the adapters sockets make native calls",
            HouseRules.onlyTheAdaptersSocketsMakeNativeCalls(),
            "io.munia.fib.netlink",
            "class Seeded { java.lang.foreign.Arena arena; }",
            "io.munia.bfd",
            "class Seeded { java.lang.foreign.Arena arena; }",
            "io.munia.ndp",
            "class Seeded { io.munia.libc.Libc calls; }"),
        rule(
            "R6 only codecs read and write wire fields",
            HouseRules.onlyCodecsReadAndWriteWireFields(),
            "io.munia.bgp.session",
            "class Seeded { io.netty.buffer.ByteBuf bytes; }"),
        rule(
            "R7 values are records enums or sealed interfaces",
            HouseRules.valuesAreRecordsEnumsOrSealedInterfaces(),
            "io.munia.bgp.message",
            "public class Seeded { int changes; }"),
        rule(
            "R8 no class is named for what it is not",
            HouseRules.noClassIsNamedForWhatItIsNot(),
            "io.munia.rib",
            "class SeededManager {}"),
        rule(
            "R13 adapters see addresses and ports alone",
            HouseRules.adaptersSeeAddressesAndPortsAlone(),
            "io.munia.fib.netlink",
            "class Seeded { io.munia.rib.policy.Policy policy; }"),
        rule(
            "nothing is both static and mutable",
            HouseRules.nothingIsBothStaticAndMutable(),
            "io.munia.rib",
            "class Seeded { static int n; }"));
  }

  private static HouseRule rule(String name, ArchRule rule, String... violation) {
    return new HouseRule(name, rule, List.of(violation));
  }

  @Override
  public String toString() {
    return name;
  }
}
