package io.munia.benchmarks.load;

/// Finds the number of a prefix as it stands in an UPDATE. Read by any thread once it is made.
public sealed interface PrefixIndex permits UnitIndex, HashedIndex {
  /// No prefix of the table.
  int NONE = -1;

  /// How many prefixes the table has, markers included.
  int size();

  /// @param at where the address begins, of which `length` bits are there
  int of(byte[] bytes, int at, int length);
}
