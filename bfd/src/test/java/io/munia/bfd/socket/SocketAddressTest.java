package io.munia.bfd.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static org.assertj.core.api.Assertions.assertThat;

import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SocketAddressTest {
  @ParameterizedTest
  @CsvSource({"10.0.0.1, 0", "fd00::1, 0", "fe80::1, 0", "fe80::1, 7", "fe80::1, 65535"})
  void an_address_comes_back_as_it_went_with_its_link(String text, int zone) {
    IpAddress address = IpAddress.parse(text).inZone(zone);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment =
          SocketAddress.of(arena, address.version(), Optional.of(address), 3784);
      assertThat(SocketAddress.address(segment, address.version())).isEqualTo(address);
    }
  }

  /// The kernel wants the link as scope; in the address itself it would be another address.
  @Test
  void the_link_is_the_scope_and_no_part_of_the_address() {
    IpAddress address = IpAddress.parse("fe80::1").inZone(7);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment segment = SocketAddress.of(arena, IpVersion.V6, Optional.of(address), 3784);
      byte[] bytes = segment.toArray(JAVA_BYTE);
      assertThat(Arrays.copyOfRange(bytes, 8, 24)).isEqualTo(IpAddress.parse("fe80::1").toBytes());
      assertThat(segment.get(JAVA_INT, 24)).isEqualTo(7);
    }
  }
}
