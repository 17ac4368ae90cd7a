package io.munia.rib.aggregate;

import io.munia.net.Prefix;

/// One aggregate, as people see it.
///
/// @param kind who has it announced
/// @param contributors how many there are; -1 where nobody counts them
/// @param contributorsMin how many there must be
/// @param hidden how many contributors are not announced to all because the aggregate is
public record AggregateReport(
    Prefix prefix, Kind kind, State state, int contributors, int contributorsMin, int hidden) {

  public enum Kind {
    /// The configuration; counted here.
    CONFIGURED,

    /// Address management: the span of a rack, which is there as long as it is owned.
    IPAM
  }

  public enum State {
    ACTIVE("active"),
    NO_CONTRIBUTORS("no contributors"),
    TOO_FEW("too few contributors"),
    COUNTING("contributors are being counted"),
    AWAITS_INITIAL_ROUTES("waits for a neighbour's initial routes"),
    AWAITS_DISCARD("waits for discard"),
    NOT_PREFERRED("another route to the prefix is preferred"),
    LEAVING("leaves once its contributors are announced");

    private final String text;

    State(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
