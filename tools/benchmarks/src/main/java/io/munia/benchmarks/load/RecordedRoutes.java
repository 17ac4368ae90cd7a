package io.munia.benchmarks.load;

import io.munia.benchmarks.mrt.MrtPeer;
import io.munia.benchmarks.mrt.MrtReader;
import io.munia.benchmarks.mrt.MrtVisitor;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the neighbour with the largest table in a recorded file says in one family, as far as a
/// client can say it to a route reflector and hear it back. What is left out is counted by reason.
public final class RecordedRoutes {
  /// Where markers lie, and nothing recorded: the networks for benchmarks ([RFC
  /// 2544](https://www.rfc-editor.org/rfc/rfc2544), [RFC
  /// 5180](https://www.rfc-editor.org/rfc/rfc5180)).
  static final Prefix MARKERS_V4 = Prefix.parse("198.18.0.0/15");

  static final Prefix MARKERS_V6 = Prefix.parse("2001:2::/48");

  private static final List<Prefix> UNUSED =
      List.of(
          Prefix.parse("0.0.0.0/8"),
          Prefix.parse("10.0.0.0/8"), // where the clients live
          Prefix.parse("127.0.0.0/8"),
          Prefix.parse("224.0.0.0/3"),
          MARKERS_V4,
          MARKERS_V6);

  private static final Prefix GLOBAL_V6 = Prefix.parse("2000::/3");

  private final AddressFamily family;
  private final String name;
  private final MrtPeer peer;
  private final List<Prefix> prefixes = new ArrayList<>();
  private final List<byte[]> attributes = new ArrayList<>();
  private final Map<ByteBuffer, byte[]> shared = new HashMap<>();
  private final TreeMap<String, Integer> leftOut = new TreeMap<>();

  private RecordedRoutes(AddressFamily family, String name, MrtPeer peer) {
    this.family = family;
    this.name = name;
    this.peer = peer;
  }

  /// Its IPv4 table, or the IPv6 one where it has no other.
  ///
  /// @throws IOException with a sentence
  public static RecordedRoutes ofEither(Path file, long ownAs) throws IOException {
    Set<AddressFamily> found = EnumSet.noneOf(AddressFamily.class);
    for (AddressFamily family : AddressFamily.UNICAST) {
      MrtReader.read(file, new Paths(family, (_, _, _, _) -> found.add(family)));
    }
    return of(file, found.stream().findFirst().orElse(AddressFamily.IPV4_UNICAST), ownAs);
  }

  /// @param ownAs of speaker and clients
  /// @throws IOException with a sentence, where the file cannot be read or has no such table
  public static RecordedRoutes of(Path file, AddressFamily family, long ownAs) throws IOException {
    Map<MrtPeer, Integer> counts = new HashMap<>();
    MrtReader.read(file, new Paths(family, (peer, _, _, _) -> counts.merge(peer, 1, Integer::sum)));
    @Nullable MrtPeer largest = null;
    for (Map.Entry<MrtPeer, Integer> entry : counts.entrySet()) {
      if (largest == null || entry.getValue() > counts.getOrDefault(largest, 0)) {
        largest = entry.getKey();
      }
    }
    if (largest == null) {
      throw new IOException(file + " holds no table of " + family);
    }
    RecordedRoutes routes = new RecordedRoutes(family, String.valueOf(file.getFileName()), largest);
    Set<Prefix> seen = new HashSet<>();
    MrtReader.read(
        file,
        new Paths(
            family,
            (peer, prefix, bytes, range) -> {
              if (peer.equals(routes.peer)) {
                routes.add(prefix, bytes, range, seen, ownAs);
              }
            }));
    if (routes.prefixes.isEmpty()) {
      throw new IOException(file + ": nothing is left of its table of " + family);
    }
    return routes;
  }

  /// Where the attributes of a path stand.
  private record Range(int from, int to) {}

  private interface Each {
    void path(MrtPeer peer, Prefix prefix, byte[] bytes, Range attributes);
  }

  /// The paths of one family.
  private record Paths(AddressFamily family, Each each) implements MrtVisitor {
    @Override
    public void path(
        MrtPeer peer,
        AddressFamily of,
        byte[] bytes,
        int nlriFrom,
        int nlriTo,
        int attributesFrom,
        int attributesTo) {
      if (of == family) {
        byte[] address = new byte[family.version().bytes()];
        System.arraycopy(bytes, nlriFrom + 1, address, 0, nlriTo - nlriFrom - 1);
        each.path(
            peer,
            new Prefix(IpAddress.of(address), bytes[nlriFrom] & 0xff),
            bytes,
            new Range(attributesFrom, attributesTo));
      }
    }

    @Override
    public void update(MrtPeer peer, byte[] bytes, int from, int to, boolean fourOctetAs) {
      // updates are no table
    }
  }

  private void add(Prefix prefix, byte[] bytes, Range range, Set<Prefix> seen, long ownAs) {
    if (!usable(prefix)) {
      leftOut.merge("prefixes that are not for the Internet", 1, Integer::sum);
      return;
    }
    switch (RecordedAttributes.judge(bytes, range.from(), range.to(), family, ownAs)) {
      case RecordedAttributes.Judged.LeftOut out -> leftOut.merge(out.why(), 1, Integer::sum);
      case RecordedAttributes.Judged.Sound sound -> {
        if (seen.add(prefix)) {
          prefixes.add(prefix);
          attributes.add(
              shared.computeIfAbsent(ByteBuffer.wrap(sound.bytes()), _ -> sound.bytes()));
        } else {
          leftOut.merge("prefixes that are there twice", 1, Integer::sum);
        }
      }
    }
  }

  private boolean usable(Prefix prefix) {
    if (family == AddressFamily.IPV6_UNICAST && !GLOBAL_V6.contains(prefix)) {
      return false;
    }
    return UNUSED.stream()
        .filter(unused -> unused.address().version() == prefix.address().version())
        .noneMatch(unused -> unused.contains(prefix) || prefix.contains(unused));
  }

  public AddressFamily family() {
    return family;
  }

  /// The file's.
  public String name() {
    return name;
  }

  public int size() {
    return prefixes.size();
  }

  /// How many prefixes were left out, by reason.
  public Map<String, Integer> leftOut() {
    return leftOut;
  }

  Prefix prefix(int index) {
    return prefixes.get(index);
  }

  /// As [RecordedAttributes] made them; the same array where they are the same.
  byte[] attributes(int index) {
    return attributes.get(index);
  }

  /// A line for people.
  public String summary() {
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: %,d %s prefixes of %s, %,d attribute sets",
                name,
                size(),
                family,
                peer,
                shared.size()));
    leftOut.forEach(
        (why, count) -> text.append(String.format(Locale.ROOT, "; %,d left out: %s", count, why)));
    return text.toString();
  }
}
