package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.Capability;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What two OPENs agree on, and which are refused ([RFC 4271
/// §6.2](https://www.rfc-editor.org/rfc/rfc4271#section-6.2), [RFC 5492
/// §5](https://www.rfc-editor.org/rfc/rfc5492#section-5), [RFC 4760
/// §8](https://www.rfc-editor.org/rfc/rfc4760#section-8), [RFC 6286
/// §2.1](https://www.rfc-editor.org/rfc/rfc6286#section-2.1)).
class OpenValidationTest {
  private static final RemoteAsRule ANY = (remote, local) -> true;
  private static final Open OURS =
      open(
          65000,
          90,
          "10.0.0.1",
          new Capability.Multiprotocol(AddressFamily.IPV4_UNICAST),
          new Capability.Multiprotocol(AddressFamily.IPV6_UNICAST),
          new Capability.FourOctetAs(new Asn(65000)),
          new Capability.RouteRefresh(),
          new Capability.EnhancedRouteRefresh(),
          new Capability.ExtendedMessage(),
          new Capability.LinkLocalNextHop(),
          new Capability.ExtendedNextHop(List.of(AddressFamily.IPV4_UNICAST)),
          new Capability.AddPath(
              Map.of(
                  AddressFamily.IPV4_UNICAST,
                  Capability.AddPath.Direction.BOTH,
                  AddressFamily.IPV6_UNICAST,
                  Capability.AddPath.Direction.RECEIVE)));

  private static Open open(long as, int hold, String id, Capability... capabilities) {
    return new Open(4, new Asn(as), hold, RouterId.parse(id), List.of(capabilities));
  }

  private static Negotiated accepted(Open received) {
    OpenValidation.Result result = OpenValidation.check(received, OURS, ANY);
    assertThat(result).isInstanceOf(OpenValidation.Result.Accepted.class);
    return ((OpenValidation.Result.Accepted) result).negotiated();
  }

  @Test
  void an_open_without_capabilities_agrees_on_ipv4_and_two_octets() {
    Negotiated negotiated = accepted(open(65001, 30, "10.0.0.2"));

    assertThat(negotiated)
        .isEqualTo(
            Negotiated.between(
                    new Asn(65000),
                    new Asn(65001),
                    RouterId.parse("10.0.0.1"),
                    RouterId.parse("10.0.0.2"))
                .holdTimeSeconds(30)
                .fourOctetAs(false)
                .families(Set.of(AddressFamily.IPV4_UNICAST))
                .build());
  }

  @Test
  void what_both_offer_is_agreed_on() {
    Negotiated negotiated =
        accepted(new Open(4, new Asn(65000), 180, RouterId.parse("10.0.0.2"), OURS.capabilities()));

    assertThat(negotiated.internal()).isTrue();
    assertThat(negotiated.holdTimeSeconds()).isEqualTo(90);
    assertThat(negotiated.fourOctetAs()).isTrue();
    assertThat(negotiated.families()).isEqualTo(Sessions.BOTH);
    assertThat(negotiated.extendedNextHop()).containsExactly(AddressFamily.IPV4_UNICAST);
    assertThat(negotiated.routeRefresh()).isTrue();
    assertThat(negotiated.enhancedRouteRefresh()).isTrue();
    assertThat(negotiated.linkLocalNextHop()).isTrue();
    assertThat(negotiated.messageBytesMax()).isEqualTo(65_535);
    // In IPv6 both would only receive.
    assertThat(negotiated.addPathReceive()).containsExactly(AddressFamily.IPV4_UNICAST);
    assertThat(negotiated.addPathSend()).containsExactly(AddressFamily.IPV4_UNICAST);
  }

  @Test
  void path_ids_go_where_one_sends_and_the_other_receives() {
    Negotiated negotiated =
        accepted(
            open(
                65001,
                90,
                "10.0.0.2",
                new Capability.Multiprotocol(AddressFamily.IPV6_UNICAST),
                new Capability.AddPath(
                    Map.of(
                        AddressFamily.IPV4_UNICAST,
                        Capability.AddPath.Direction.SEND,
                        AddressFamily.IPV6_UNICAST,
                        Capability.AddPath.Direction.SEND))));

    assertThat(negotiated.families()).containsExactly(AddressFamily.IPV6_UNICAST);
    assertThat(negotiated.addPathReceive()).containsExactly(AddressFamily.IPV6_UNICAST);
    assertThat(negotiated.addPathSend()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 90, 10.0.0.2, 2",
    "23456, 90, 10.0.0.2, 2",
    "65002, 90, 10.0.0.2, 2",
    "65001, 90, 0.0.0.0, 3",
    "65000, 90, 10.0.0.1, 3",
    "65001, 1, 10.0.0.2, 6",
    "65001, 2, 10.0.0.2, 6",
  })
  void a_neighbour_that_is_not_meant_is_refused(long as, int hold, String id, int subcode) {
    RemoteAsRule rule = (remote, local) -> remote.number() <= 65001;

    assertThat(OpenValidation.check(open(as, hold, id), OURS, rule))
        .isInstanceOfSatisfying(
            OpenValidation.Result.Rejected.class,
            rejected ->
                assertThat(rejected.notification())
                    .isEqualTo(
                        subcode == 6
                            ? new Notification(2, 6, new byte[] {0, (byte) hold})
                            : new Notification(2, subcode)));
  }

  @Test
  void hold_time_zero_and_an_equal_identifier_in_another_as_are_fine() {
    assertThat(accepted(open(65001, 0, "10.0.0.1")).holdTimeSeconds()).isZero();
    assertThat(accepted(open(65001, 3, "10.0.0.1")).holdTimeSeconds()).isEqualTo(3);
  }

  @Test
  void no_family_in_common_is_refused_with_what_is_missing() {
    Open vpn = open(65001, 90, "10.0.0.2", new Capability.Multiprotocol(1, 128));

    assertThat(OpenValidation.check(vpn, OURS, ANY))
        .isEqualTo(
            new OpenValidation.Result.Rejected(
                new Notification(2, 7, Hex.bytes("01 04 00 01 00 01 01 04 00 02 00 01")),
                "no address family in common"));
  }
}
