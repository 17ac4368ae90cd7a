package io.munia.benchmarks;

import io.munia.benchmarks.RecordedPaths.Fault;
import io.munia.lab.LabFailure;
import io.munia.lab.Muniad;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import io.munia.peering.control.JsonText;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Two choices for the same table, and the recorded paths that explain where they differ.
///
/// @param byMunia the address of the neighbour whose path muniad chose
/// @param byBird the same of BIRD
record Comparison(
    RecordedPaths recorded,
    CompareConfigs configs,
    Map<Prefix, IpAddress> byMunia,
    Map<Prefix, IpAddress> byBird) {
  /// Differences without an explanation that are shown one by one.
  private static final int SHOWN_MAX = 20;

  /// Says what was found, and whether every difference is explained.
  boolean print(PrintStream out, Muniad muniad) {
    Set<Prefix> all = new HashSet<>(recorded.prefixes());
    all.addAll(byMunia.keySet());
    all.addAll(byBird.keySet());
    long same = 0;
    Map<Fault, Long> explained = new EnumMap<>(Fault.class);
    List<Prefix> unexplained = new ArrayList<>();
    for (Prefix prefix : all) {
      @Nullable IpAddress munia = byMunia.get(prefix);
      @Nullable IpAddress bird = byBird.get(prefix);
      if (java.util.Objects.equals(munia, bird)) {
        same++;
        continue;
      }
      @Nullable Fault fault = faultOf(prefix, bird);
      if (fault != null && faultOf(prefix, munia) == null) {
        explained.merge(fault, 1L, Long::sum);
      } else {
        unexplained.add(prefix);
      }
    }
    counts(out);
    out.printf("same choice: %,d of %,d prefixes%n", same, all.size());
    explained.forEach((fault, count) ->
        out.printf("explained: %,d prefixes where BIRD chose a path with %s%n", count, fault));
    out.printf("unexplained: %,d prefixes%n", unexplained.size());
    unexplained.stream().sorted().limit(SHOWN_MAX).forEach(prefix -> show(out, muniad, prefix));
    return unexplained.isEmpty() && countsAgree();
  }

  private void counts(PrintStream out) {
    out.printf(
        "behind muniad: %,d prefixes; in the file %,d, of which %,d have no path that may be taken%n",
        byMunia.size(), recorded.prefixes().size(), recorded.hopeless());
    out.printf("in BIRD: %,d prefixes%n", byBird.size());
  }

  private boolean countsAgree() {
    return byMunia.size() == recorded.prefixes().size() - recorded.hopeless();
  }

  private @Nullable Fault faultOf(Prefix prefix, @Nullable IpAddress neighbour) {
    if (neighbour == null) {
      return null;
    }
    for (Map.Entry<Integer, Fault> fault : recorded.faultsOf(prefix).entrySet()) {
      if (configs.neighbour(fault.getKey()).equals(neighbour)) {
        return fault.getValue();
      }
    }
    return null;
  }

  private void show(PrintStream out, Muniad muniad, Prefix prefix) {
    out.println(
        "  "
            + prefix
            + ": muniad "
            + name(byMunia.get(prefix))
            + ", BIRD "
            + name(byBird.get(prefix)));
    try {
      out.println(
          "    " + JsonText.write(muniad.ask("routes", Map.of("prefix", prefix.toString()))));
    } catch (LabFailure e) {
      out.println("    " + e.getMessage());
    }
  }

  private String name(@Nullable IpAddress neighbour) {
    if (neighbour == null) {
      return "has no route";
    }
    for (int i = 0; i < configs.peers().size(); i++) {
      if (configs.neighbour(i).equals(neighbour)) {
        return "chose " + configs.peers().get(i);
      }
    }
    return "chose " + neighbour;
  }
}
