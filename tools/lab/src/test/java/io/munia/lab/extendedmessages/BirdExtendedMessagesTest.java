package io.munia.lab.extendedmessages;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Bird;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.Segment;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 8654 §4](https://www.rfc-editor.org/rfc/rfc8654#section-4)
@Tag("interop")
@Tag("bird")
class BirdExtendedMessagesTest {

  @Test
  void a_long_message_arrives_where_both_can() {
    Segment segment = Segment.lay("extb");
    Bird bird = segment.bird(2, 64512, "enable extended messages on;", "", "");
    Muniad muniad = Large.announcedBy(segment);
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("peer"));
    Until.holds(
        "all communities",
        Cable.LIMIT,
        () -> Segment.heard(bird, "10.9.0.0/16").contains("(64512,1200)"));
  }

  @Test
  void and_is_not_sent_where_one_cannot() {
    Segment segment = Segment.lay("extc");
    Bird bird = segment.bird(2, 64512, "", "", "");
    Muniad muniad = Large.announcedBy(segment);
    Until.holds(
        "it is counted", Cable.LIMIT, () -> muniad.munia("peers", "peer").contains("too long"));
    assertThat(Segment.heard(bird, "10.9.0.0/16")).doesNotContain("64512");
    assertThat(muniad.established("peer")).isTrue();
  }
}
