package io.munia.benchmarks.speakers;

import io.munia.lab.LabFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// What all processes of a program have used so far, from `/proc`. Pages that they share count for
/// each of them.
///
/// @param cpuSeconds in user and kernel mode, in the kernel's steps of 10 ms
/// @param resident VmRSS, in bytes
/// @param peak VmHWM, in bytes
public record Cost(double cpuSeconds, long resident, long peak) {
  private static final double TICKS_PER_SECOND = 100;

  /// Fields of `/proc/PID/stat` behind the program's name: user and kernel time.
  private static final int USER = 11;

  private static final int KERNEL = 12;

  public static Cost of(ProcessHandle program) {
    double cpu = 0;
    long resident = 0;
    long peak = 0;
    for (ProcessHandle process :
        Stream.concat(Stream.of(program), program.descendants()).toList()) {
      Path folder = Path.of("/proc", Long.toString(process.pid()));
      try {
        String stat = Files.readString(folder.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        cpu += (Long.parseLong(fields[USER]) + Long.parseLong(fields[KERNEL])) / TICKS_PER_SECOND;
        List<String> status = Files.readAllLines(folder.resolve("status"));
        resident += bytes(status, "VmRSS:");
        peak += bytes(status, "VmHWM:");
      } catch (IOException _) {
        throw new LabFailure("process " + process.pid() + " of the speaker ended");
      }
    }
    return new Cost(cpu, resident, peak);
  }

  private static long bytes(List<String> status, String name) {
    return status.stream()
        .filter(line -> line.startsWith(name))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(0);
  }
}
