package io.munia.bgp.attribute;

import io.munia.net.Asn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// AS_PATH ([RFC 4271 §5.1.2](https://www.rfc-editor.org/rfc/rfc4271#section-5.1.2)).
///
/// @param segments the nearest AS first
public record AsPath(List<Segment> segments) {
  public static final AsPath EMPTY = new AsPath(List.of());

  public AsPath {
    segments = List.copyOf(segments);
  }

  /// The kinds of segments, with their wire values ([RFC
  /// 5065](https://www.rfc-editor.org/rfc/rfc5065) for the last two).
  public enum Kind {
    /// AS_SET: in no order.
    SET(1),
    /// AS_SEQUENCE: the nearest first.
    SEQUENCE(2),
    /// AS_CONFED_SEQUENCE: members of a confederation, the nearest first.
    CONFED_SEQUENCE(3),
    /// AS_CONFED_SET: members of a confederation in no order.
    CONFED_SET(4);

    private final int value;

    Kind(int value) {
      this.value = value;
    }

    /// Its number in a segment, 1 to 4.
    public int value() {
      return value;
    }
  }

  /// @param numbers 1 to [#NUMBERS_MAX] of them
  public record Segment(Kind kind, List<Asn> numbers) {
    /// What the count of a segment can say.
    public static final int NUMBERS_MAX = 255;

    public Segment {
      numbers = List.copyOf(numbers);
      if (numbers.isEmpty() || numbers.size() > NUMBERS_MAX) {
        throw new IllegalArgumentException(
            "a segment has 1 to " + NUMBERS_MAX + " numbers, not " + numbers.size());
      }
    }
  }

  /// The length that the decision process compares: a set counts as one, confederation segments as
  /// none.
  public int length() {
    return segments.stream()
        .mapToInt(segment ->
            switch (segment.kind()) {
              case SEQUENCE -> segment.numbers().size();
              case SET -> 1;
              case CONFED_SEQUENCE, CONFED_SET -> 0;
            })
        .sum();
  }

  /// This path with `as` put `times` times in front: into the first segment where that is a
  /// sequence with room, else into a new one.
  public AsPath prepended(Asn as, int times) {
    List<Segment> result = new ArrayList<>(segments);
    for (int i = 0; i < times; i++) {
      boolean joins =
          !result.isEmpty()
              && result.getFirst().kind() == Kind.SEQUENCE
              && result.getFirst().numbers().size() < Segment.NUMBERS_MAX;
      List<Asn> numbers = new ArrayList<>(List.of(as));
      if (joins) {
        numbers.addAll(result.removeFirst().numbers());
      }
      result.addFirst(new Segment(Kind.SEQUENCE, numbers));
    }
    return new AsPath(result);
  }

  /// The AS that the path was learned from, if its first segment is a sequence.
  public Optional<Asn> first() {
    return segments.isEmpty() || segments.getFirst().kind() != Kind.SEQUENCE
        ? Optional.empty()
        : Optional.of(segments.getFirst().numbers().getFirst());
  }

  /// Numbers in order; sets in braces, confederation segments in parentheses.
  @Override
  public String toString() {
    return segments.stream()
        .map(segment -> {
          String numbers =
              segment.numbers().stream().map(Asn::toString).collect(Collectors.joining(" "));
          return switch (segment.kind()) {
            case SEQUENCE -> numbers;
            case SET -> "{" + numbers + "}";
            case CONFED_SEQUENCE -> "(" + numbers + ")";
            case CONFED_SET -> "({" + numbers + "})";
          };
        })
        .collect(Collectors.joining(" "));
  }
}
