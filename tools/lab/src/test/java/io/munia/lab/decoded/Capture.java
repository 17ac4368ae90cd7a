package io.munia.lab.decoded;

import io.munia.lab.Command;
import io.munia.lab.Host;
import io.munia.lab.LabProcess;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What passes a device of a host, recorded by dumpcap and taken apart by tshark.
///
/// @param sender the display filter of what is looked at
record Capture(Host host, Path file, LabProcess dumpcap, String sender) {

  static Capture start(Host host, String sender, String... devices) {
    Path file = host.folder().resolve("capture.pcapng");
    List<String> words = new ArrayList<>(List.of("dumpcap", "-q", "-w", file.toString()));
    words.addAll(List.of("-f", "tcp port 179 or udp port 3784"));
    for (String device : devices) {
      words.addAll(List.of("-i", device));
    }
    LabProcess dumpcap = LabProcess.start(host, "dumpcap", host.run(words.toArray(String[]::new)));
    Capture capture = new Capture(host, file, dumpcap, sender);
    Until.holds("dumpcap records", Cable.LIMIT, () -> capture.size() > 0);
    return capture;
  }

  /// Whether there is such a packet in what is recorded by now.
  boolean has(String filter) {
    return !tshark(filter, "-T", "fields", "-e", "frame.number").run().output().isEmpty();
  }

  /// Ends the recording; all that was sent, one text for each packet, with the layers that are ours
  /// in full.
  List<String> packets() {
    dumpcap.stop();
    String printed = tshark("bgp || bfd", "-O", "bgp,bfd,_ws.malformed").must();
    return List.of(printed.split("(?m)^(?=Frame [0-9]+:)"));
  }

  /// Without its remarks about the user that it runs as, and about a file that still grows.
  private Command tshark(String filter, String... printed) {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "exec tshark \"$@\" 2>/dev/null", "sh"));
    words.addAll(List.of("-n", "-r", file.toString()));
    words.addAll(List.of("-Y", "(" + sender + ") && (" + filter + ")"));
    words.addAll(List.of(printed));
    return host.run(words.toArray(String[]::new));
  }

  private long size() {
    try {
      return Files.exists(file) ? Files.size(file) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
