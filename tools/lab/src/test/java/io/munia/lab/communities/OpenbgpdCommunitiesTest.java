package io.munia.lab.communities;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.lab.Muniad;
import io.munia.lab.Until;
import io.munia.lab.peer.Cable;
import io.munia.lab.peer.OpenbgpdPeer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// [RFC 8092 §3](https://www.rfc-editor.org/rfc/rfc8092#section-3) and [RFC 4360
/// §2](https://www.rfc-editor.org/rfc/rfc4360#section-2)
@Tag("interop")
@Tag("openbgpd")
class OpenbgpdCommunitiesTest {
  private static final String OURS =
      """
      export = marked
            }
          }
          policies {
            marked {
              rules = [ {
                set { add-community = ["64512:7", "4200000001:2:3", "rt:64512:300", no-export] }
                then = accept
              } ]
      """;

  @Test
  void communities_of_all_kinds_cross_both_ways() {
    Cable cable = Cable.plug("communities-openbgpd");
    Muniad muniad = cable.muniad(OURS);
    OpenbgpdPeer openbgpd =
        OpenbgpdPeer.start(
            cable,
            64512,
            "network 10.7.0.0/16 set { community 64512:9 large-community 4200000002:5:6"
                + " ext-community rt 64512:200 ext-community soo 10.0.0.9:8 }\n",
            "");
    Until.holds(
        "OpenBGPD has ours",
        Cable.LIMIT,
        () -> openbgpd.bgpctl("show", "rib", "detail").contains("4200000001:2:3"));
    assertThat(openbgpd.bgpctl("show", "rib", "detail"))
        .contains("64512:7")
        .contains("NO_EXPORT")
        .contains("rt 64512:300");
    Until.holds(
        "we have OpenBGPD's", Cable.LIMIT, () -> muniad.munia("routes").contains("10.7.0.0/16"));
    assertThat(muniad.munia("explain", "10.7.0.0/16"))
        .contains("64512:9")
        .contains("4200000002:5:6")
        .contains("rt:64512:200")
        .contains("soo:10.0.0.9:8");
  }
}
