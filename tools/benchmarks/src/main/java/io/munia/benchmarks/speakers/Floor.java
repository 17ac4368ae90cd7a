package io.munia.benchmarks.speakers;

import io.munia.lab.LabProcess;
import java.nio.file.Path;

/// What sockets and clients alone cost: [CopyingSpeaker] in a JVM of its own.
public record Floor() implements Speaker {
  @Override
  public String name() {
    return "floor";
  }

  @Override
  public String title() {
    return "floor";
  }

  @Override
  public LabProcess start(Segment segment) {
    return segment.start(
        "floor",
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:+UseSerialGC",
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        CopyingSpeaker.class.getName(),
        segment.speaker(),
        "179",
        Integer.toString(Segment.AS),
        segment.family().toString());
  }
}
