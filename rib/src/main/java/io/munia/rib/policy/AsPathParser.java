package io.munia.rib.policy;

import io.munia.rib.policy.Policy.Range;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads an expression over AS numbers: [AsPathPattern] says what there is.
final class AsPathParser {
  private static final int NESTING_MAX = 50;
  private static final long AS_MAX = 0xffff_ffffL;

  private final String text;
  private int at;
  private int nesting;

  AsPathParser(String text) {
    this.text = text;
  }

  /// What an expression is made of.
  sealed interface Node {
    /// One AS of these, ascending.
    record Numbers(List<Range> ranges) implements Node {}

    record Begin() implements Node {}

    record End() implements Node {}

    record Sequence(List<Node> nodes) implements Node {}

    record Either(List<Node> nodes) implements Node {}

    record Repeat(Node inner, boolean orNone, boolean orMore) implements Node {}
  }

  Node parse() {
    Node node = either();
    if (at < text.length()) {
      throw wrong("found ')' without '('", "taking it out");
    }
    return node;
  }

  private Node either() {
    List<Node> alternatives = new ArrayList<>();
    alternatives.add(sequence());
    while (at < text.length() && text.charAt(at) == '|') {
      at++;
      alternatives.add(sequence());
    }
    return alternatives.size() == 1 ? alternatives.getFirst() : new Node.Either(alternatives);
  }

  private Node sequence() {
    List<Node> nodes = new ArrayList<>();
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '|' || c == ')') {
        break;
      }
      if (c == '_' || Character.isWhitespace(c)) {
        at++;
      } else {
        nodes.add(repeated(item(c)));
      }
    }
    return new Node.Sequence(nodes);
  }

  private Node repeated(Node inner) {
    Node node = inner;
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '*' -> node = new Node.Repeat(node, true, true);
        case '+' -> node = new Node.Repeat(node, false, true);
        case '?' -> node = new Node.Repeat(node, true, false);
        default -> {
          return node;
        }
      }
      if (inner instanceof Node.Begin || inner instanceof Node.End) {
        throw wrong("found '" + text.charAt(at) + "' behind an anchor", "an AS before it");
      }
      if (at > 0 && node instanceof Node.Repeat(Node.Repeat _, _, _)) {
        throw wrong("found '" + text.charAt(at) + "' behind another", "one of them");
      }
      at++;
    }
    return node;
  }

  private Node item(char c) {
    return switch (c) {
      case '^' -> taken(new Node.Begin());
      case '$' -> taken(new Node.End());
      case '.' -> taken(new Node.Numbers(List.of(new Range(0, AS_MAX))));
      case '[' -> set();
      case '(' -> group();
      case '*', '+', '?' ->
          throw wrong("found '" + c + "' with nothing before it", "'.' before it");
      case '{' -> throw wrong("found '{'", "repeating what is meant, or '+',");
      case '\\' -> throw wrong("found '\\'", "leaving it out");
      default -> {
        if (!isDigit(c)) {
          throw wrong("found '" + c + "'", "an AS number, or one of ^ $ . * + ? | ( ) [ ] _,");
        }
        yield number();
      }
    };
  }

  private Node taken(Node node) {
    at++;
    return node;
  }

  private Node group() {
    int opened = at++;
    if (++nesting > NESTING_MAX) {
      throw wrong("found more than " + NESTING_MAX + " groups in each other", "fewer");
    }
    Node inner = either();
    if (at == text.length()) {
      at = opened;
      throw wrong("found '(' without ')'", "closing it");
    }
    at++;
    nesting--;
    return inner;
  }

  /// Over text `650[12]` and `6500.` would be about digits; here they would be about two ASes.
  private Node number() {
    if (at > 0 && " \t_(|^".indexOf(text.charAt(at - 1)) < 0) {
      throw wrong(
          "found a number that touches '" + text.charAt(at - 1) + "'", "a space between them");
    }
    long number = digits();
    if (at < text.length() && " \t_*+?|)$".indexOf(text.charAt(at)) < 0) {
      throw wrong("found '" + text.charAt(at) + "' that touches a number", "a space between them");
    }
    return new Node.Numbers(List.of(new Range(number, number)));
  }

  private Node set() {
    int opened = at++;
    if (text.startsWith("0-9]", at)) {
      throw wrong("found [0-9], which would be the ASes 0 to 9", "'.' for any AS");
    }
    boolean other = at < text.length() && text.charAt(at) == '^';
    if (other) {
      at++;
    }
    List<Range> ranges = new ArrayList<>();
    while (at < text.length() && text.charAt(at) != ']') {
      char c = text.charAt(at);
      if (c == ',' || c == '_' || Character.isWhitespace(c)) {
        at++;
      } else if (isDigit(c)) {
        ranges.add(range());
      } else {
        throw wrong("found '" + c + "' in [ ]", "numbers and ranges such as 64512-65534");
      }
    }
    if (at == text.length()) {
      at = opened;
      throw wrong("found '[' without ']'", "closing it");
    }
    if (ranges.isEmpty()) {
      throw wrong("found [ ] with nothing in it", "numbers and ranges such as 64512-65534");
    }
    at++;
    ranges.sort(Comparator.comparingLong(Range::min));
    return new Node.Numbers(other ? complement(ranges) : List.copyOf(ranges));
  }

  private Range range() {
    int began = at;
    long min = digits();
    long max = min;
    if (at + 1 < text.length() && text.charAt(at) == '-' && isDigit(text.charAt(at + 1))) {
      at++;
      max = digits();
    }
    if (max < min) {
      at = began;
      throw wrong("found a range that ends before it begins", max + "-" + min);
    }
    return new Range(min, max);
  }

  private static List<Range> complement(List<Range> ascending) {
    List<Range> rest = new ArrayList<>();
    long from = 0;
    for (Range range : ascending) {
      if (range.min() > from) {
        rest.add(new Range(from, range.min() - 1));
      }
      from = Math.max(from, range.max() + 1);
    }
    if (from <= AS_MAX) {
      rest.add(new Range(from, AS_MAX));
    }
    return rest;
  }

  private long digits() {
    int began = at;
    long number = 0;
    while (at < text.length() && isDigit(text.charAt(at))) {
      number = number * 10 + (text.charAt(at) - '0');
      if (number > AS_MAX) {
        at = began;
        throw wrong("found a number that is no AS", "1 to " + AS_MAX);
      }
      at++;
    }
    return number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private IllegalArgumentException wrong(String what, String wouldDo) {
    return new IllegalArgumentException(
        what + " at character " + (at + 1) + "; " + wouldDo + " would do");
  }
}
