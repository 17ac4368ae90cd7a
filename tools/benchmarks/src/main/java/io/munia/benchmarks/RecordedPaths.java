package io.munia.benchmarks;

import io.munia.benchmarks.mrt.AttributeBytes;
import io.munia.benchmarks.mrt.MrtPeer;
import io.munia.benchmarks.mrt.MrtReader;
import io.munia.benchmarks.mrt.MrtVisitor;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.Prefix;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which prefixes of one family a table holds, from whom, and which of those paths a speaker must
/// not take.
final class RecordedPaths implements MrtVisitor {
  private static final int AS_SET = 1;
  private static final int CONFED_SEQUENCE = 3;
  private static final int CONFED_SET = 4;

  private final AddressFamily family;
  private final Asn speaker;
  private final List<MrtPeer> peers = new ArrayList<>();
  private final Map<MrtPeer, Integer> indexes = new HashMap<>();
  private final Map<Prefix, Integer> counts = new HashMap<>();
  private final Map<Prefix, Map<Integer, Fault>> faulty = new HashMap<>();
  private long paths;

  private RecordedPaths(AddressFamily family, Asn speaker) {
    this.family = family;
    this.speaker = speaker;
  }

  /// Why a path must not be taken.
  enum Fault {
    AS_SET("AS_SET or AS_CONFED_SET in AS_PATH (RFC 9774)"),
    CONFEDERATION("confederation segment from outside (RFC 5065)"),
    AS_ZERO("AS 0 in AS_PATH (RFC 7607)"),
    LOOP("the speaker's own AS in AS_PATH"),
    FIRST_AS("AS_PATH that does not begin with the neighbour's AS (RFC 4271 section 6.3)");

    private final String text;

    Fault(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  /// @param speaker the AS that the file is fed to
  /// @throws IOException with a sentence
  static RecordedPaths of(Path file, AddressFamily family, Asn speaker) throws IOException {
    RecordedPaths recorded = new RecordedPaths(family, speaker);
    MrtReader.read(file, recorded);
    return recorded;
  }

  /// Neighbours that said something in this family, in the order of [Recording].
  List<MrtPeer> peers() {
    return peers;
  }

  Set<Prefix> prefixes() {
    return counts.keySet();
  }

  long paths() {
    return paths;
  }

  /// Paths of each fault.
  Map<Fault, Long> faults() {
    Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    for (Map<Integer, Fault> of : faulty.values()) {
      of.values().forEach(fault -> faults.merge(fault, 1L, Long::sum));
    }
    return faults;
  }

  /// Prefixes none of whose paths may be taken.
  long hopeless() {
    return faulty.entrySet().stream()
        .filter(entry -> entry.getValue().size() == counts.getOrDefault(entry.getKey(), 0))
        .count();
  }

  /// The faults of this prefix, by the neighbour's index.
  Map<Integer, Fault> faultsOf(Prefix prefix) {
    return faulty.getOrDefault(prefix, Map.of());
  }

  @Override
  public void path(
      MrtPeer peer,
      AddressFamily of,
      byte[] bytes,
      int nlriFrom,
      int nlriTo,
      int attributesFrom,
      int attributesTo) {
    if (of != family) {
      return;
    }
    int index =
        indexes.computeIfAbsent(
            peer,
            added -> {
              peers.add(added);
              return peers.size() - 1;
            });
    byte[] address = new byte[family.version().bytes()];
    System.arraycopy(bytes, nlriFrom + 1, address, 0, nlriTo - nlriFrom - 1);
    Prefix prefix = new Prefix(IpAddress.of(address), bytes[nlriFrom] & 0xff);
    paths++;
    counts.merge(prefix, 1, Integer::sum);
    AttributeBytes.walk(
        bytes,
        attributesFrom,
        attributesTo,
        (_, type, at, end) -> {
          if (type == AttributeBytes.AS_PATH) {
            judge(prefix, index, bytes, at, end);
          }
        });
  }

  private void judge(Prefix prefix, int index, byte[] bytes, int from, int to) {
    @Nullable Fault fault = from == to ? Fault.FIRST_AS : null;
    int at = from;
    while (at + 2 <= to) {
      int kind = bytes[at];
      int count = bytes[at + 1] & 0xff;
      if (kind == AS_SET || kind == CONFED_SET) {
        fault = Fault.AS_SET;
        break;
      }
      if (kind == CONFED_SEQUENCE) {
        fault = Fault.CONFEDERATION;
        break;
      }
      for (int i = 0; i < count; i++) {
        long as = number(bytes, at + 2 + 4 * i);
        if (as == 0) {
          fault = Fault.AS_ZERO;
        } else if (as == speaker.number()) {
          fault = Fault.LOOP;
        } else if (at == from && i == 0 && as != peers.get(index).as().number()) {
          fault = Fault.FIRST_AS;
        }
      }
      at += 2 + 4 * count;
    }
    if (fault != null) {
      faulty.computeIfAbsent(prefix, _ -> new HashMap<>()).put(index, fault);
    }
  }

  private static long number(byte[] bytes, int at) {
    return (bytes[at] & 0xffL) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | bytes[at + 3] & 0xff;
  }

  @Override
  public void update(MrtPeer peer, byte[] bytes, int from, int to, boolean fourOctetAs) {
    // updates have no table to compare with
  }
}
