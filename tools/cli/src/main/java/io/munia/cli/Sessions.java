package io.munia.cli;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.Decoded;
import io.munia.bgp.codec.MessageCodec;
import io.munia.bgp.codec.OpenValidation;
import io.munia.bgp.dissect.Dissection;
import io.munia.bgp.dissect.Dissection.Outcome;
import io.munia.bgp.dissect.Shape;
import io.munia.bgp.message.Open;
import io.munia.cli.capture.Flow;
import io.munia.cli.capture.Streams;
import java.util.HashMap;
import java.util.Map;

/// What the two ends of each session in a capture agreed on: from their OPENs, where both are in
/// it.
final class Sessions {
  private final Shape usual;
  private final Map<Flow, Open> opens = new HashMap<>();
  private final Map<Flow, Negotiated> agreed = new HashMap<>();

  /// @param usual of sessions whose OPENs are not there
  Sessions(Shape usual) {
    this.usual = usual;
  }

  /// As whoever receives this direction sees it.
  Negotiated of(Flow flow) {
    Negotiated known = agreed.get(flow);
    return known == null ? usual.negotiated() : known;
  }

  /// Takes note of an OPEN.
  void saw(Streams.Message message, Dissection taken) {
    if (!taken.message().equals("OPEN") || taken.outcome() == Outcome.RESET) {
      return;
    }
    Flow flow = message.flow();
    if (MessageCodec.decode(message.bytes(), 0, message.bytes().length)
        instanceof Decoded.Message(Open open)) {
      opens.put(flow, open);
      Open other = opens.get(flow.reversed());
      if (other != null) {
        agree(flow, open, other);
        agree(flow.reversed(), other, open);
      }
    }
  }

  private void agree(Flow flow, Open sender, Open receiver) {
    if (OpenValidation.check(sender, receiver, (_, _) -> true)
        instanceof OpenValidation.Result.Accepted(Negotiated negotiated)) {
      agreed.put(flow, negotiated);
    }
  }
}
