package io.munia.lab.linklocal;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Two of us, who have the capability of
/// [draft-ietf-idr-linklocal-capability](https://datatracker.ietf.org/doc/draft-ietf-idr-linklocal-capability/).
@Tag("interop")
class MuniaLinkLocalTest {

  @Test
  void two_of_us_agree_on_the_link_local_address_alone() {
    LinkLocal lab = LinkLocal.lay("llmunia");
    Muniad there = lab.muniadOnTheLeft();
    Muniad here = lab.muniad();
    Until.holds("its route in our kernel", Cable.LIMIT, () -> lab.leads("fd08::/48", "eth0"));
    Until.holds("its IPv4 route as well", Cable.LIMIT, () -> lab.leads("10.8.0.0/16", "eth0"));
    Until.holds("ours in its kernel", Cable.LIMIT, () -> lab.leadsToUs("fe80::1"));
    assertThat(LinkLocal.form(here, "left")).isEqualTo("native, as was agreed on");
    assertThat(LinkLocal.form(there, "ours")).isEqualTo("native, as was agreed on");
  }

  /// One that is asked for another form does not offer the capability, and the other learns.
  @ParameterizedTest
  @ValueSource(strings = {"single", "double"})
  void what_one_is_asked_for_the_other_learns(String form) {
    LinkLocal lab = LinkLocal.lay("llmunia-" + form);
    Muniad there = lab.muniadOnTheLeft();
    Muniad here = lab.muniad("link-local-next-hop = " + form);
    Until.holds("its route in our kernel", Cable.LIMIT, () -> lab.leads("fd08::/48", "eth0"));
    Until.holds("ours in its kernel", Cable.LIMIT, () -> lab.leadsToUs("fe80::1"));
    assertThat(LinkLocal.form(here, "left")).isEqualTo(form + ", as configured");
    assertThat(LinkLocal.form(there, "ours")).isEqualTo(form + ", as the neighbour does it");
  }
}
