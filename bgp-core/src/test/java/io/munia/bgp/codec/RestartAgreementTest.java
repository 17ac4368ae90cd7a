package io.munia.bgp.codec;

import static io.munia.net.AddressFamily.IPV4_UNICAST;
import static io.munia.net.AddressFamily.IPV6_UNICAST;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.Capability.LongLivedGracefulRestart.Kept;
import io.munia.bgp.capability.LongLived;
import io.munia.bgp.capability.Restart;
import io.munia.bgp.message.Open;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// [RFC 4724 §3](https://www.rfc-editor.org/rfc/rfc4724#section-3), [RFC 8538
/// §2](https://www.rfc-editor.org/rfc/rfc8538#section-2), [RFC 9494
/// §3.1](https://www.rfc-editor.org/rfc/rfc9494#section-3.1).
class RestartAgreementTest {
  private static final Set<AddressFamily> CARRIED = Set.of(IPV4_UNICAST);
  private static final Capability HELPER = new Capability.GracefulRestart(false, true, 0, Map.of());
  private static final Capability LONG_LIVED =
      new Capability.LongLivedGracefulRestart(Map.of(IPV4_UNICAST, new Kept(false, 0)));

  private static Open open(Capability... capabilities) {
    return new Open(4, new Asn(65000), 90, RouterId.parse("10.0.0.1"), List.of(capabilities));
  }

  @Test
  void families_count_that_the_session_carries() {
    Capability theirs =
        new Capability.GracefulRestart(
            true, false, 120, Map.of(IPV4_UNICAST, true, IPV6_UNICAST, true));
    assertThat(RestartAgreement.restart(open(theirs), open(HELPER), CARRIED))
        .isEqualTo(new Restart(true, true, false, 120, CARRIED, CARRIED));
  }

  @Test
  void a_family_without_the_forwarding_bit_is_kept_and_not_forwarded() {
    Capability theirs =
        new Capability.GracefulRestart(false, true, 4095, Map.of(IPV4_UNICAST, false));
    assertThat(RestartAgreement.restart(open(theirs), open(HELPER), CARRIED))
        .isEqualTo(new Restart(true, false, true, 4095, CARRIED, Set.of()));
  }

  @Test
  void nothing_is_agreed_on_where_one_side_does_not_know_it() {
    assertThat(RestartAgreement.restart(open(HELPER), open(), CARRIED)).isEqualTo(Restart.NONE);
    assertThat(RestartAgreement.restart(open(), open(HELPER), CARRIED)).isEqualTo(Restart.NONE);
    assertThat(RestartAgreement.longLived(open(HELPER), open(HELPER, LONG_LIVED), CARRIED))
        .isEqualTo(LongLived.NONE);
  }

  @Test
  void of_two_capabilities_the_last_one_counts() {
    Capability first = new Capability.GracefulRestart(true, true, 1, Map.of(IPV4_UNICAST, true));
    Restart agreed = RestartAgreement.restart(open(first, HELPER), open(HELPER), CARRIED);
    assertThat(agreed).isEqualTo(new Restart(true, false, true, 0, Set.of(), Set.of()));
  }

  @Test
  void long_lived_means_nothing_without_graceful_restart() {
    Capability theirs =
        new Capability.LongLivedGracefulRestart(
            Map.of(IPV4_UNICAST, new Kept(true, 3600), IPV6_UNICAST, new Kept(true, 1)));
    Open ours = open(HELPER, LONG_LIVED);
    assertThat(RestartAgreement.longLived(open(theirs), ours, CARRIED)).isEqualTo(LongLived.NONE);
    assertThat(RestartAgreement.longLived(open(HELPER, theirs), ours, CARRIED))
        .isEqualTo(new LongLived(true, Map.of(IPV4_UNICAST, 3600), CARRIED));
  }

  /// [RFC 5492 §4](https://www.rfc-editor.org/rfc/rfc5492#section-4): what cannot be read is not
  /// had, and resets nothing.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "40 00",
        "40 01 80",
        "40 05 80 78 00 01 01",
        "47 01 00",
        "47 06 00 01 01 80 00 0e",
        "47 0d 00 01 01 80 00 0e 10 00 02 01 80 00 0e"
      })
  void a_length_that_does_not_fit_is_as_if_it_were_not_there(String hex) {
    byte[] bytes = Hex.bytes(hex);
    assertThat(CapabilityCodec.decode(bytes[0] & 0xff, bytes, 2, bytes.length))
        .isInstanceOf(Capability.Unrecognized.class);
  }

  @Test
  void a_time_has_three_octets_and_a_family_nobody_carries_is_skipped() {
    byte[] bytes = Hex.bytes("00 01 01 80 ff ff fe   40 04 c8 80 00 00 01");
    assertThat(CapabilityCodec.decode(71, bytes, 0, bytes.length))
        .isEqualTo(
            new Capability.LongLivedGracefulRestart(
                Map.of(IPV4_UNICAST, new Kept(true, 0xfffffe))));
  }
}
