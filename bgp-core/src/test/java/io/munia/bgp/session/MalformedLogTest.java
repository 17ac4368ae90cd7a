package io.munia.bgp.session;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MalformedLogTest {
  private static final Negotiated SESSION =
      Negotiated.between(new Asn(64512), new Asn(64900), new RouterId(1), new RouterId(2))
          .families(Set.of(AddressFamily.IPV4_UNICAST))
          .routeRefresh(true)
          .enhancedRouteRefresh(true)
          .build();

  private final MalformedLog log = new MalformedLog();
  private final UpdateReader reader = new UpdateReader();

  /// ORIGIN 9, and 203.0.113.0/24.
  private final byte[] bad =
      HexFormat.of()
          .parseHex("ff".repeat(16) + "001f02" + "0000" + "0004" + "40010109" + "18cb0071");

  @Test
  void a_line_has_the_peer_the_reason_the_routes_and_the_whole_message() {
    assertThat(line(0))
        .startsWith("tor-a: UPDATE treated as withdraw: ORIGIN is 9")
        .contains("203.0.113.0/24")
        .endsWith(HexFormat.of().formatHex(bad));
  }

  @Test
  void a_neighbour_that_goes_on_fills_no_disk_and_is_counted() {
    long start = Long.MAX_VALUE - 5;
    assertThat(line(start)).isNotNull();
    for (int i = 1; i < 10; i++) {
      assertThat(line(start + SECONDS.toNanos(i))).isNull();
    }
    assertThat(line(start + SECONDS.toNanos(10))).contains("9 malformed ones since");
    assertThat(line(start + SECONDS.toNanos(20))).doesNotContain("since");
  }

  private @Nullable String line(long now) {
    Verdict verdict = reader.read(bad, 0, bad.length, SESSION);
    return log.line("tor-a", verdict, reader, bad, 0, bad.length, now);
  }
}
