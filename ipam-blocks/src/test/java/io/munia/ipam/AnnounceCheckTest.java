package io.munia.ipam;

import static io.munia.ipam.AnnounceCheck.HoldBack.NO_EXPORT;
import static io.munia.ipam.AnnounceCheck.HoldBack.OWN_COMMUNITY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnnounceCheckTest {
  @Test
  void no_export_towards_ebgp_neighbours_alone_is_refused() {
    assertThat(AnnounceCheck.problem(true, NO_EXPORT, false, true))
        .hasValueSatisfying(sentence ->
            assertThat(sentence)
                .contains("would swallow the other nodes' blocks")
                .doesNotEndWith("."));
  }

  @Test
  void everything_else_is_allowed() {
    assertThat(AnnounceCheck.problem(true, NO_EXPORT, true, false)).isEmpty();
    assertThat(AnnounceCheck.problem(true, NO_EXPORT, true, true)).isEmpty();
    assertThat(AnnounceCheck.problem(true, NO_EXPORT, false, false)).isEmpty();
    assertThat(AnnounceCheck.problem(true, OWN_COMMUNITY, false, true)).isEmpty();
    assertThat(AnnounceCheck.problem(false, NO_EXPORT, false, true)).isEmpty();
  }
}
