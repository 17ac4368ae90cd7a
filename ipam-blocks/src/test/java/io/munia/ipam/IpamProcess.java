package io.munia.ipam;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.munia.ipam.store.SqliteStore;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import java.io.BufferedWriter;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// A node as a process of its own, for tests that kill it: several threads take addresses, and give
/// every third back, and say so only afterwards.
///
/// Prints `+ handle address` when an address was acknowledged, `? handle` before one is given back,
/// `- handle` when that was acknowledged.
final class IpamProcess {
  private static final int THREADS = 4;

  private IpamProcess() {}

  static Pool pool() {
    return new Pool(
        "p",
        Prefix.parse("10.0.0.0/16"),
        29,
        List.of(new Level("zone", 20), new Level("rack", 24)));
  }

  /// Arguments: store, rack, node, addresses per thread.
  public static void main(String[] args) throws Exception {
    int each = Integer.parseInt(args[3]);
    try (SqliteStore store = SqliteStore.open(Path.of(args[0]));
        Ipam ipam =
            Ipam.open(
                new IpamSettings(List.of(pool()), Place.of("a", args[1], args[2])),
                store,
                InstantSource.system());
        BufferedWriter out =
            new BufferedWriter(
                new OutputStreamWriter(new FileOutputStream(FileDescriptor.out), UTF_8))) {
      List<Thread> threads = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        String prefix = args[2] + "." + ProcessHandle.current().pid() + "." + t + ".";
        threads.add(Thread.ofVirtual().start(() -> take(ipam, prefix, each, out)));
      }
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }

  private static void take(Ipam ipam, String prefix, int count, BufferedWriter out) {
    for (int i = 0; i < count; i++) {
      String handle = prefix + i;
      if (ipam.assign(AssignRequest.of(handle, IpVersion.V4))
          instanceof Assignment.Assigned(List<Allocation> addresses)) {
        say(out, "+ " + handle + " " + addresses.getFirst().address());
        if (i % 3 == 0) {
          say(out, "? " + handle);
          ipam.releaseByHandle(handle);
          say(out, "- " + handle);
        }
      }
    }
  }

  private static void say(BufferedWriter out, String line) {
    synchronized (out) {
      try {
        out.write(line + "\n");
        out.flush();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }
}
