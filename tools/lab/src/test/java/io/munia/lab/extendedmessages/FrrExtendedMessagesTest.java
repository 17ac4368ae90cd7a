package io.munia.lab.extendedmessages;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 8654 §4](https://www.rfc-editor.org/rfc/rfc8654#section-4)
@Tag("interop")
@Tag("frr")
class FrrExtendedMessagesTest {

  @Test
  void a_long_message_arrives_whole() {
    Segment segment = Segment.lay("extf");
    FrrPeer frr = frr(segment, "");
    Muniad muniad = Large.announcedBy(segment);
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds(
        "all communities",
        Cable.LIMIT,
        () -> frr.vtysh("show bgp ipv4 unicast 10.9.0.0/16 json").contains("64512:1200"));
    assertThat(frr.vtysh("show bgp neighbors 10.0.0.1"))
        .contains("Extended Message: advertised and received");
  }

  @Test
  void and_is_not_sent_where_nothing_was_negotiated() {
    Segment segment = Segment.lay("extg");
    FrrPeer frr = frr(segment, "neighbor 10.0.0.1 dont-capability-negotiate");
    Muniad muniad = Large.announcedBy(segment);
    Until.holds(
        "it is counted", Cable.LIMIT, () -> muniad.munia("peers", "peer").contains("too long"));
    assertThat(frr.vtysh("show bgp ipv4 unicast 10.9.0.0/16")).doesNotContain("64512:");
    assertThat(muniad.established("peer")).isTrue();
  }

  private static FrrPeer frr(Segment segment, String option) {
    return FrrPeer.start(
        segment.host(2),
        """
        log stdout
        router bgp 64512
         bgp router-id 10.0.0.2
         neighbor 10.0.0.1 remote-as 64512
         neighbor 10.0.0.1 timers connect 1
         %s
        """
            .formatted(option));
  }
}
