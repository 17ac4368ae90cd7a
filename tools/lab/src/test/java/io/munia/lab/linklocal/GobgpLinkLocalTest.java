package io.munia.lab.linklocal;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.GobgpPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 8950 §4](https://www.rfc-editor.org/rfc/rfc8950#section-4)
@Tag("interop")
@Tag("gobgp")
class GobgpLinkLocalTest {

  @Test
  void routes_of_both_families_cross_a_link_without_addresses() {
    LinkLocal lab = LinkLocal.lay("llgobgp");
    GobgpPeer gobgp =
        GobgpPeer.start(
            lab.left(),
            GobgpPeer.configuration(2, 64900, "", "", "ipv4-unicast", "ipv6-unicast")
                .replace("\"10.0.0.1\"", "\"fe80::1%eth0\"")
                .replace("local-address-list = [\"10.0.0.2\"]", "local-address-list = [\"::\"]"));
    gobgp.rib("add", "-a ipv4 10.8.0.0/16 nexthop fe80::2");
    gobgp.rib("add", "-a ipv6 fd08::/48 nexthop fe80::2");
    Muniad muniad = lab.muniad();
    Until.holds("a session", Cable.LIMIT, () -> muniad.established("left"));
    Until.holds(
        "GoBGP's IPv4 route in our kernel", Cable.LIMIT, () -> lab.leads("10.8.0.0/16", "eth0"));
    Until.holds(
        "GoBGP's IPv6 route in our kernel", Cable.LIMIT, () -> lab.leads("fd08::/48", "eth0"));
    Until.holds(
        "GoBGP has our routes",
        Cable.LIMIT,
        () ->
            gobgp.table("ipv4").contains("10.9.0.0/16")
                && gobgp.table("ipv6").contains("fd09::/48"));
  }
}
