package io.munia.lab.linklocal;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.LabFailure;
import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.FrrPeer;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// [RFC 8950 §4](https://www.rfc-editor.org/rfc/rfc8950#section-4), [RFC 2545
/// §3](https://www.rfc-editor.org/rfc/rfc2545#section-3)
@Tag("interop")
@Tag("frr")
class FrrLinkLocalTest {

  @Test
  void routes_of_both_families_cross_a_link_without_addresses_in_frrs_own_form() {
    LinkLocal lab = LinkLocal.lay("llfrr");
    FrrPeer frr = frr(lab, "fe80::1", "neighbor fe80::1 interface eth0");
    Muniad muniad = lab.muniad();
    until(frr, "a session", () -> muniad.established("left"));
    until(frr, "FRR's IPv4 route in our kernel", () -> lab.leads("10.8.0.0/16", "eth0"));
    until(frr, "FRR's IPv6 route in our kernel", () -> lab.leads("fd08::/48", "eth0"));
    assertThat(LinkLocal.form(muniad, "left")).isEqualTo("double, as the neighbour does it");
    until(
        frr,
        "FRR has our routes, the link-local address twice",
        () -> heard(frr, "fd09::/48").contains("fe80::1 from fe80::1 (10.0.0.1)\n    (fe80::1)"));
    until(frr, "they are in its kernel", () -> lab.leadsToUs("fe80::1"));
    until(
        frr,
        "and the IPv4 route",
        () -> frr.vtysh("show bgp ipv4 unicast 10.9.0.0/16").contains("fe80::1"));
  }

  /// `::` is what FRR shows of a link-local address behind `::`; it goes by the other.
  @ParameterizedTest
  @CsvSource({"native, fe80::1", "single, ::", "double, fe80::1"})
  void frr_goes_by_each_form(String form, String shown) {
    LinkLocal lab = LinkLocal.lay("llfrr-" + form);
    FrrPeer frr = frr(lab, "fe80::1", "neighbor fe80::1 interface eth0");
    Muniad muniad = lab.muniad("link-local-next-hop = " + form);
    until(
        frr,
        "FRR has our route",
        () -> heard(frr, "fd09::/48").contains(" " + shown + " from fe80::1"));
    until(frr, "it is in its kernel", () -> lab.leadsToUs("fe80::1"));
    assertThat(LinkLocal.form(muniad, "left")).isEqualTo(form + ", as configured");
  }

  @Test
  void between_global_addresses_frr_is_told_both() {
    LinkLocal lab = LinkLocal.lay("llfrr-both").withGlobalAddresses();
    FrrPeer frr = frr(lab, "fd00::1", "");
    Muniad muniad = lab.muniadOverGlobal();
    until(frr, "a session", () -> muniad.established("left"));
    until(
        frr,
        "FRR has both addresses and goes by the link-local one",
        () ->
            heard(frr, "fd09::/48")
                .contains("fd00::1 from fd00::1 (10.0.0.1)\n    (fe80::1) (used)"));
    until(frr, "the route is in its kernel", () -> lab.leadsToUs("fe80::1"));
    assertThat(LinkLocal.form(muniad, "left")).startsWith("both, ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"native", "both"})
  void between_global_addresses_frr_goes_by_what_is_configured(String form) {
    LinkLocal lab = LinkLocal.lay("llfrr-g" + form).withGlobalAddresses();
    FrrPeer frr = frr(lab, "fd00::1", "");
    Muniad muniad = lab.muniadOverGlobal("link-local-next-hop = " + form);
    until(frr, "a session", () -> muniad.established("left"));
    until(
        frr,
        "the route is in FRR's kernel",
        () -> lab.leadsToUs(form.equals("both") ? "fe80::1" : "fd00::1"));
    assertThat(LinkLocal.form(muniad, "left")).isEqualTo(form + ", as configured");
  }

  private static String heard(FrrPeer frr, String prefix) {
    return frr.vtysh("show bgp ipv6 unicast " + prefix);
  }

  private static FrrPeer frr(LinkLocal lab, String us, String option) {
    return FrrPeer.start(
        lab.left(),
        """
        log stdout
        router bgp 64900
         bgp router-id 10.0.0.2
         no bgp ebgp-requires-policy
         no bgp network import-check
         neighbor %1$s remote-as 64512
         %2$s
         neighbor %1$s capability extended-nexthop
         neighbor %1$s timers connect 1
         neighbor %1$s advertisement-interval 0
         address-family ipv4 unicast
          network 10.8.0.0/16
          neighbor %1$s activate
         exit-address-family
         address-family ipv6 unicast
          network fd08::/48
          neighbor %1$s activate
         exit-address-family
        """
            .formatted(us, option));
  }

  private static void until(FrrPeer frr, String what, BooleanSupplier condition) {
    try {
      Until.holds(what, Cable.LIMIT, condition);
    } catch (LabFailure late) {
      throw new AssertionError(late.getMessage() + "\n" + frr.log(), late);
    }
  }
}
