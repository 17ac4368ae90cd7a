package io.munia.simulator;

import java.util.List;

/// `tools/simulate [SEED [RUNS]]`: runs scenarios and names the seed of each that goes wrong.
public final class Simulate {
  private Simulate() {}

  public static void main(String[] arguments) {
    long seed;
    int runs;
    try {
      seed = arguments.length > 0 ? Long.parseLong(arguments[0]) : 1;
      runs = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100;
    } catch (NumberFormatException e) {
      System.err.println("simulate: SEED and RUNS are whole numbers: tools/simulate [SEED [RUNS]]");
      System.exit(2);
      return;
    }
    int failed = 0;
    for (long each = seed; each < seed + runs; each++) {
      List<String> differences = new Scenario(each).differences();
      if (!differences.isEmpty()) {
        failed++;
        System.out.println("seed " + each + ": " + differences.size() + " differences");
        differences.stream().limit(5).forEach(line -> System.out.println("  " + line));
      }
    }
    System.out.println((runs - failed) + " of " + runs + " seeds came to rest where they should");
    System.exit(failed == 0 ? 0 : 1);
  }
}
