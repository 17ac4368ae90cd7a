package io.munia.microbenchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.Main;

/// `tools/bench jmh`: JMH's own words and options, in a JVM as muniad's launcher starts it where
/// nothing else is said.
public final class Microbenchmarks {
  private static final List<String> AS_MUNIAD =
      List.of(
          "-jvmArgs",
          "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:+UseCompactObjectHeaders"
              + " --sun-misc-unsafe-memory-access=allow");

  private Microbenchmarks() {}

  public static void main(String[] words) throws Exception {
    boolean said = Arrays.stream(words).anyMatch(word -> word.startsWith("-jvmArgs"));
    Main.main(
        Stream.concat(said ? Stream.of() : AS_MUNIAD.stream(), Arrays.stream(words))
            .toArray(String[]::new));
  }
}
