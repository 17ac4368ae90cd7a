package io.munia.bgp.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.bgp.attribute.AsPath.Kind;
import io.munia.bgp.attribute.AsPath.Segment;
import io.munia.net.Asn;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsPathTest {
  private static final Asn NEAR = new Asn(65001);
  private static final Asn FAR = new Asn(70000);

  @Test
  void a_set_counts_as_one_and_a_confederation_as_none() {
    AsPath path =
        new AsPath(
            List.of(
                new Segment(Kind.CONFED_SEQUENCE, List.of(NEAR, FAR)),
                new Segment(Kind.CONFED_SET, List.of(NEAR, FAR)),
                new Segment(Kind.SEQUENCE, List.of(NEAR, FAR)),
                new Segment(Kind.SET, List.of(NEAR, FAR))));

    assertThat(path.length()).isEqualTo(3);
    assertThat(path).hasToString("(65001 70000) ({65001 70000}) 65001 70000 {65001 70000}");
    assertThat(path.first()).isEmpty();
  }

  @Test
  void prepending_fills_a_segment_and_then_begins_another() {
    AsPath path = AsPath.EMPTY.prepended(FAR, 254).prepended(NEAR, 3);

    assertThat(path.segments())
        .extracting(segment -> segment.numbers().size())
        .containsExactly(2, 255);
    assertThat(path.length()).isEqualTo(257);
    assertThat(path.first()).contains(NEAR);
  }

  @Test
  void a_segment_holds_what_its_count_can_say() {
    assertThatThrownBy(() -> new Segment(Kind.SEQUENCE, List.of()))
        .hasMessage("a segment has 1 to 255 numbers, not 0");
    assertThatThrownBy(() -> new Segment(Kind.SEQUENCE, Collections.nCopies(256, NEAR)))
        .hasMessage("a segment has 1 to 255 numbers, not 256");
  }
}
