package io.munia.benchmarks.load;

import io.munia.net.AddressFamily;
import java.nio.ByteBuffer;
import java.util.SplittableRandom;

/// The prefixes of a measurement and which of them share attributes. A prefix is known by its
/// number: those of a set follow one another, and the markers come last.
///
/// **Layers.** A table of several layers has, for every prefix of the first, one at the same
/// address that is a bit longer, and so on: each sender has a layer of its own, and no two say the
/// same.
///
/// **Markers** are in no set: each sender announces one of its own after everything else. Who has
/// received it knows that all that came before was taken in.
public sealed interface Table permits GeneratedTable, RecordedTable {
  AddressFamily family();

  /// How many prefixes a layer has, without the markers.
  int routes();

  /// How many senders share the prefixes between them; 1 where all send the same.
  int layers();

  /// All prefixes of all layers, markers included.
  int size();

  /// Of each layer.
  int sets();

  /// The first prefix of a set, in the first layer.
  int setFrom(int set);

  /// The prefix behind the last one of a set.
  int setTo(int set);

  /// The first 64 bits of a prefix's address; an IPv4 address stands in the upper half.
  long high(int prefix);

  /// The last 64 bits of it.
  long low(int prefix);

  /// In bits.
  int lengthOf(int prefix);

  /// Where received prefixes are looked up.
  PrefixIndex index();

  /// Writes the path attributes of a set. A next hop of 4 octets is among them, one of 16 has its
  /// place in MP_REACH_NLRI and is left out.
  void attributes(ByteBuffer out, int set, byte[] nextHop);

  /// The same for one prefix, with attributes that it did not have before.
  ///
  /// @param serial above 0, another one each time
  void changed(ByteBuffer out, int prefix, byte[] nextHop, int serial);

  /// The number of a sender's marker.
  default int marker(int sender) {
    return routes() * layers() + sender;
  }

  /// The numbers of all sets, in the order in which they are sent.
  int[] order();

  /// A random order, as it is when a speaker sends from a hash table.
  static int[] shuffled(int sets, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int[] order = new int[sets];
    for (int i = 0; i < order.length; i++) {
      int other = random.nextInt(i + 1);
      order[i] = order[other];
      order[other] = i;
    }
    return order;
  }
}
