package io.munia.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.benchmarks.mrt.MrtPeer;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// [RFC 6396 §4.3.4](https://www.rfc-editor.org/rfc/rfc6396#section-4.3.4)
class MrtReaderTest {
  /// Two neighbours: 192.0.2.1 of AS 64500 (2 octets), 2001:db8::2 of AS 4200000000 without a
  /// recorded identifier.
  private static final String PEERS =
      record(
          "000d 0001",
          "0a000001" // the collector
              + "0000" // no view name
              + "0002"
              + "00 0a000002 c0000201 fbf4"
              + "03 00000000 20010db8000000000000000000000002 fa56ea00");

  private static final String IPV4_ROUTE =
      record(
          "000d 0002",
          "00000000"
              + "18 c63364" // 198.51.100.0/24
              + "0001"
              + "0000 4c2d0000 0014"
              + "40 01 01 00" // ORIGIN IGP
              + "40 02 06 02 01 0000fbf4" // AS_PATH 64500
              + "40 03 04 c0000201"); // NEXT_HOP

  /// The abbreviated MP_REACH_NLRI of RFC 6396.
  private static final String IPV6_ROUTE =
      record(
          "000d 0004",
          "00000001"
              + "20 20010db8"
              + "0001"
              + "0001 4c2d0000 0018"
              + "40 01 01 00"
              + "80 0e 11 10 20010db8000000000000000000000002");

  /// The whole MP_REACH_NLRI that old Quagga wrote.
  private static final String IPV6_ROUTE_OF_QUAGGA =
      record(
          "000d 0004",
          "00000002"
              + "20 20010db9"
              + "0001"
              + "0001 4c2d0000 0021"
              + "40 01 01 00"
              + "80 0e 1a 0002 01 10 20010db8000000000000000000000002 00 20 20010db9");

  @TempDir Path folder;

  @Test
  void a_table_is_sorted_by_neighbour() throws Exception {
    Recording.Read read = Recording.of(file(PEERS + IPV4_ROUTE + IPV6_ROUTE));

    assertThat(read.peers().stream().map(PeerRoutes::peer))
        .containsExactly(
            new MrtPeer(IpAddress.parse("192.0.2.1"), new Asn(64_500), RouterId.parse("10.0.0.2")),
            new MrtPeer(
                IpAddress.parse("2001:db8::2"),
                new Asn(4_200_000_000L),
                RouterId.parse("32.1.13.186")));
    assertThat(read.summary().records()).isEqualTo(3);
    assertThat(read.summary().note()).isEmpty();
  }

  @Test
  void a_path_becomes_an_update_with_its_attributes_as_recorded() throws Exception {
    assertThat(sent(PEERS + IPV4_ROUTE))
        .isEqualTo(
            ("ff".repeat(16)
                    + "002f 02 0000 0014"
                    + "40 01 01 00"
                    + "40 02 06 02 01 0000fbf4"
                    + "40 03 04 c0000201"
                    + "18 c63364"
                    // End-of-RIB
                    + "ff".repeat(16)
                    + "0017 02 0000 0000")
                .replace(" ", ""));
  }

  @Test
  void the_next_hop_becomes_the_sessions_own_address() throws Exception {
    PeerRoutes routes = Recording.of(file(PEERS + IPV4_ROUTE)).peers().iterator().next();

    assertThat(HexFormat.of().formatHex(routes.encode(IpAddress.parse("127.0.1.1")).getFirst()))
        .contains("4003047f000101");
  }

  @Test
  void paths_whose_attributes_fill_a_message_are_counted_and_shorter_ones_are_sent()
      throws Exception {
    int filled = 4096 - 23 - 7 - 4; // room for a /24, none for a /32
    String value = "ab".repeat(filled - 4);
    String attributes = "d063" + HexFormat.of().toHexDigits((short) (filled - 4)) + value;
    String length = HexFormat.of().toHexDigits((short) (attributes.length() / 2));
    String head = "00000000";
    String one =
        record("000d 0002", head + "18c63364" + "0001" + "000000000000" + length + attributes);
    String two =
        record("000d 0002", head + "20c6336401" + "0001" + "000000000000" + length + attributes);
    PeerRoutes routes = Recording.of(file(PEERS + two + one)).peers().iterator().next();

    String sent = HexFormat.of().formatHex(routes.encode(null).getFirst());
    assertThat(sent).contains("18c63364").doesNotContain("20c6336401");
    assertThat(routes.tooLarge()).isEqualTo(1);
  }

  @Test
  void both_forms_of_a_next_hop_in_a_table_are_read() throws Exception {
    String nextHop = "10" + "20010db8000000000000000000000002" + "00";
    assertThat(sent(PEERS + IPV6_ROUTE)).contains(nextHop + "2020010db8");
    assertThat(sent(PEERS + IPV6_ROUTE_OF_QUAGGA)).contains(nextHop + "2020010db9");
  }

  @Test
  void prefixes_of_one_attribute_set_share_an_update() throws Exception {
    String other = IPV4_ROUTE.replace("18c63364", "18cb0071");

    assertThat(sent(PEERS + IPV4_ROUTE + other)).contains("18c63364" + "18cb0071");
  }

  @Test
  void a_file_that_ends_within_a_record_is_read_up_to_there() throws Exception {
    String cut = IPV6_ROUTE.substring(0, IPV6_ROUTE.length() - 10);

    Recording.Read read = Recording.of(file(PEERS + IPV4_ROUTE + cut));

    assertThat(read.peers()).hasSize(1);
    assertThat(read.summary().note()).isEqualTo("ends within record 3");
  }

  @Test
  void a_compressed_file_that_was_cut_short_gives_all_that_is_whole() throws Exception {
    Path file = folder.resolve("table.mrt.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes(PEERS + IPV4_ROUTE));
    }
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 8));

    Recording.Read read = Recording.of(file);

    assertThat(read.peers()).hasSize(1);
    assertThat(read.summary().note()).startsWith("ends within record 3");
  }

  @Test
  void a_record_that_lies_about_its_length_ends_the_reading_with_a_sentence() throws Exception {
    Path file = file("4c2d0000 000d 0001 7fffffff");
    assertThatThrownBy(() -> Recording.of(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("record 1 claims 2147483647 bytes");
  }

  @Test
  void a_record_that_does_not_hold_what_it_promises_is_named() throws Exception {
    Path file = file(PEERS + record("000d 0002", "00000000 21 c63364"));
    assertThatThrownBy(() -> Recording.of(file))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("record 2 does not hold what its type promises");
  }

  @Test
  void what_stands_before_a_damaged_record_is_said() throws Exception {
    Path file = file(PEERS + IPV4_ROUTE + record("000d 0002", "00000000 21 c63364"));
    long sound = bytes(PEERS + IPV4_ROUTE).length;
    assertThatThrownBy(() -> Recording.of(file))
        .hasMessageContaining("record 3 does not hold what its type promises")
        .hasMessageEndingWith("the first " + sound + " bytes, when unpacked");
  }

  @Test
  void a_packed_file_is_known_by_its_content() throws Exception {
    Path file = folder.resolve("table.mrt");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(bytes(PEERS + IPV4_ROUTE));
    }
    assertThat(Recording.of(file).summary().records()).isEqualTo(2);
  }

  @Test
  void what_is_no_file_of_routes_is_refused_with_its_name() throws Exception {
    Path empty = Files.write(folder.resolve("empty.gz"), new byte[0]);
    assertThatThrownBy(() -> Recording.of(empty)).hasMessage(empty + " is empty");
    Path tiny = Files.write(folder.resolve("tiny.gz"), bytes("1f8b08"));
    assertThatThrownBy(() -> Recording.of(tiny))
        .hasMessage(tiny + " ends before anything in it can be unpacked");
    Path bad = Files.write(folder.resolve("bad.bz2"), bytes("425a6839 0000"));
    assertThatThrownBy(() -> Recording.of(bad)).hasMessageStartingWith(bad + " ");
    assertThatThrownBy(() -> Recording.of(folder))
        .hasMessage(folder + " is a folder: name an MRT file in it");
  }

  @Test
  void records_that_cannot_be_replayed_are_counted_by_what_they_are() throws Exception {
    String paths = record("000d 0008", "00000000 18 c63364 0000");
    String old = record("000c 0001", "0000 0001");
    String state = record("0010 0005", "00000000 00000000 0000 0001");
    assertThat(Recording.of(file(PEERS + paths + old + state)).summary().skipped())
        .containsOnlyKeys(
            "TABLE_DUMP_V2 with path identifiers (RFC 8050)",
            "TABLE_DUMP, which TABLE_DUMP_V2 replaced",
            "BGP4MP changes of state");
  }

  @Test
  void an_update_is_replayed_as_recorded() throws Exception {
    String update = "ff".repeat(16) + "001b 02 0004 18c63364 0000";
    String file = record("0010 0004", "fa56ea00 0000fbf4 0000 0001 c0000201 c0000202" + update);

    assertThat(sent(file)).startsWith(update.replace(" ", ""));
  }

  @Test
  void an_update_of_two_octet_numbers_is_widened_and_merged() {
    byte[] narrow =
        bytes(
            "ff".repeat(16)
                + "003c 02 0000 0021"
                + "40 01 01 00"
                + "40 02 08 02 03 fbf4 5ba0 5ba0" // 64500 AS_TRANS AS_TRANS
                + "c0 11 0a 02 02 fa56ea00 fa56ea01" // AS4_PATH
                + "18c63364");
    narrow[17] = (byte) narrow.length;
    narrow[22] = (byte) (narrow.length - 19 - 4 - 4);

    assertThat(HexFormat.of().formatHex(RecordedUpdate.widened(narrow)))
        .contains("400210" + "0201" + "0000fbf4" + "0202" + "fa56ea00" + "fa56ea01" + "18c63364")
        .doesNotContain("c0110a");
  }

  /// What the first neighbour of a file of these bytes sends, in hex.
  private String sent(String hex) throws IOException {
    return HexFormat.of()
        .formatHex(Recording.of(file(hex)).peers().iterator().next().encode(null).getFirst());
  }

  private Path file(String hex) throws IOException {
    return Files.write(folder.resolve("table.mrt"), bytes(hex));
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private static String record(String types, String body) {
    String bare = body.replace(" ", "");
    return "4c2d0000"
        + types.replace(" ", "")
        + HexFormat.of().toHexDigits(bare.length() / 2)
        + bare;
  }
}
