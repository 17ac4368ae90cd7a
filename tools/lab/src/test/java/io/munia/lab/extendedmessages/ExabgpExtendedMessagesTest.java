package io.munia.lab.extendedmessages;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.ExabgpPeer;
import io.munia.lab.peer.Segment;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 8654 §4](https://www.rfc-editor.org/rfc/rfc8654#section-4)
@Tag("interop")
@Tag("exabgp")
class ExabgpExtendedMessagesTest {

  @Test
  void long_messages_arrive_both_ways() {
    Segment segment = Segment.lay("exte");
    Muniad muniad = Large.announcedBy(segment);
    ExabgpPeer exabgp =
        ExabgpPeer.start(
            segment.host(2),
            2,
            64512,
            """
            capability { extended-message enable; }
            family { ipv4 unicast; }
            static { route 10.8.0.0/16 { next-hop 10.0.0.2; community [ %s ]; } }
            """
                .formatted(
                    IntStream.rangeClosed(1, Large.COMMUNITIES)
                        .mapToObj(number -> "64513:" + number)
                        .collect(Collectors.joining(" "))));
    Until.holds(
        "all of our communities are there",
        Cable.LIMIT,
        () ->
            exabgp.heard().stream()
                .anyMatch(l -> l.contains("10.9.0.0/16") && l.contains("[ 64512, 1200 ]")));
    Until.holds(
        "all of its communities are here",
        Cable.LIMIT,
        () ->
            muniad.munia("routes").contains("10.8.0.0/16")
                && muniad.munia("explain", "10.8.0.0/16").contains("64513:1200"));
  }
}
