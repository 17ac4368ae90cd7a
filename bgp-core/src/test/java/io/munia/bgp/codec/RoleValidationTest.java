package io.munia.bgp.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.capability.Capability;
import io.munia.bgp.message.Notification;
import io.munia.bgp.message.Open;
import io.munia.net.Asn;
import io.munia.net.RouterId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// [RFC 9234 §4.2](https://www.rfc-editor.org/rfc/rfc9234#section-4.2), [RFC 9234
/// §4.1](https://www.rfc-editor.org/rfc/rfc9234#section-4.1), [RFC 9234
/// §3](https://www.rfc-editor.org/rfc/rfc9234#section-3).
class RoleValidationTest {
  private static Open open(long as, Capability... roles) {
    List<Capability> capabilities = new ArrayList<>(List.of(roles));
    capabilities.add(new Capability.FourOctetAs(new Asn(as)));
    return new Open(4, new Asn(as), 90, new RouterId((int) as), capabilities);
  }

  private static OpenValidation.Result check(Open received, Open sent, boolean strict) {
    return OpenValidation.check(
        received, sent, (_, _) -> true, OpenTerms.NONE.withStrictRole(strict));
  }

  private static void isMismatch(OpenValidation.Result result) {
    assertThat(result)
        .isInstanceOfSatisfying(
            OpenValidation.Result.Rejected.class,
            rejected -> assertThat(rejected.notification()).isEqualTo(new Notification(2, 11)));
  }

  private static void isAccepted(OpenValidation.Result result) {
    assertThat(result).isInstanceOf(OpenValidation.Result.Accepted.class);
  }

  @Test
  void five_pairs_of_roles_go_together_and_no_others() {
    Set<List<BgpRole>> pairs =
        Set.of(
            List.of(BgpRole.PROVIDER, BgpRole.CUSTOMER),
            List.of(BgpRole.CUSTOMER, BgpRole.PROVIDER),
            List.of(BgpRole.RS, BgpRole.RS_CLIENT),
            List.of(BgpRole.RS_CLIENT, BgpRole.RS),
            List.of(BgpRole.PEER, BgpRole.PEER));
    for (BgpRole ours : BgpRole.values()) {
      for (BgpRole theirs : BgpRole.values()) {
        var result =
            check(
                open(65001, new Capability.Role(theirs)),
                open(65000, new Capability.Role(ours)),
                false);
        if (pairs.contains(List.of(ours, theirs))) {
          isAccepted(result);
        } else {
          isMismatch(result);
        }
      }
    }
  }

  @Test
  void a_role_that_is_missing_is_a_mismatch_where_we_are_strict() {
    Open ours = open(65000, new Capability.Role(BgpRole.PEER));

    isAccepted(check(open(65001), ours, false));
    isMismatch(check(open(65001), ours, true));
  }

  @Test
  void a_role_said_twice_must_be_the_same() {
    Open ours = open(65000, new Capability.Role(BgpRole.PEER));
    Capability peer = new Capability.Role(BgpRole.PEER);

    isAccepted(check(open(65001, peer, peer), ours, false));
    isMismatch(check(open(65001, peer, new Capability.Role(BgpRole.CUSTOMER)), ours, false));
  }

  @Test
  void a_role_that_is_not_known_or_malformed_is_a_mismatch() {
    Open ours = open(65000, new Capability.Role(BgpRole.PEER));

    isMismatch(check(open(65001, new Capability.Role(5)), ours, false));
    isMismatch(
        check(
            open(65001, CapabilityCodec.decode(CapabilityCodec.ROLE, new byte[2], 0, 2)),
            ours,
            false));
  }

  @Test
  void who_says_no_role_does_not_look_at_the_other_s_and_nor_does_who_is_of_the_same_as() {
    Open peer = open(65001, new Capability.Role(BgpRole.PEER));

    isAccepted(check(peer, open(65000), true));
    isAccepted(
        OpenValidation.check(
            open(65000, new Capability.Role(BgpRole.CUSTOMER)),
            new Open(
                4,
                new Asn(65000),
                90,
                RouterId.parse("10.9.9.9"),
                List.of(new Capability.Role(BgpRole.PEER))),
            (_, _) -> true,
            OpenTerms.NONE.withStrictRole(true)));
  }

  @Test
  void what_we_are_is_part_of_what_was_agreed_on() {
    assertThat(check(open(65001), open(65000, new Capability.Role(BgpRole.RS)), false))
        .isInstanceOfSatisfying(
            OpenValidation.Result.Accepted.class,
            accepted -> assertThat(accepted.negotiated().role()).contains(BgpRole.RS));
  }
}
