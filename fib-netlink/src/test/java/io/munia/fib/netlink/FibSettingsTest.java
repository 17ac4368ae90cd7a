package io.munia.fib.netlink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.net.IpVersion;
import org.junit.jupiter.api.Test;

final class FibSettingsTest {

  @Test
  void a_learned_route_never_hides_a_link_in_either_family() {
    FibSettings settings = new FibSettings(254, 187, 20);
    assertThat(settings.metric(IpVersion.V4)).isEqualTo(20);
    assertThat(settings.metric(IpVersion.V6)).isGreaterThan(256).isEqualTo(1044);
  }

  @Test
  void what_cannot_be_ours_is_refused_with_the_reason() {
    assertThatThrownBy(() -> new FibSettings(255, 187, 20))
        .hasMessage("table 255 cannot hold routes of ours: 1 to 4294967295 except 255 (local)");
    assertThatThrownBy(() -> new FibSettings(254, 4, 20))
        .hasMessage("protocol 4 cannot mark routes as ours: 5 to 255");
    assertThatThrownBy(() -> new FibSettings(254, 187, 0))
        .hasMessage("metric 0 is not in 1 to 1000000000");
  }
}
