package io.munia.net;

/// A 4-octet autonomous system number ([RFC 6793](https://www.rfc-editor.org/rfc/rfc6793)).
///
/// @param number the number, 0 to 4,294,967,295
public record Asn(long number) implements Comparable<Asn> {
  /// What a 4-octet number is sent as to a 2-octet speaker: 23456.
  public static final Asn AS_TRANS = new Asn(23456);

  public Asn {
    if (number < 0 || number > 0xffff_ffffL) {
      throw new IllegalArgumentException(number + " is not an AS number: 0 to 4294967295");
    }
  }

  /// From 32 unsigned bits.
  public static Asn ofBits(int bits) {
    return new Asn(Integer.toUnsignedLong(bits));
  }

  /// As 32 unsigned bits.
  public int bits() {
    return (int) number;
  }

  /// Whether it is at most 65,535.
  public boolean fitsTwoOctets() {
    return number <= 0xffff;
  }

  @Override
  public int compareTo(Asn other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return Long.toString(number);
  }
}
