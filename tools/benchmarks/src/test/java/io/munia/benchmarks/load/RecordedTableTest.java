package io.munia.benchmarks.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.net.AddressFamily;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tables that a test writes: peer 0 is AS 64500 at 192.0.2.1, peer 1 AS 64501 at 192.0.2.2.
///
/// [RFC 2544](https://www.rfc-editor.org/rfc/rfc2544), [RFC
/// 5180](https://www.rfc-editor.org/rfc/rfc5180)
class RecordedTableTest {
  private static final long OWN_AS = 64512;
  private static final byte[] NEXT_HOP = {10, 99, 1, 1};
  private static final String ORIGIN = "40010100";
  private static final String PATH = "4002060201" + "0000fbf4";
  private static final String HOP = "400304c0000201";
  private static final String PLAIN = ORIGIN + PATH + HOP;

  @TempDir private Path folder;
  private final ByteArrayOutputStream file = new ByteArrayOutputStream();

  RecordedTableTest() {
    record(1, "0a000001" + "0000" + "0002" + peer(1, "fbf4") + peer(2, "fbf5"));
  }

  private static String peer(int last, String as) {
    return "00" + "0a00000" + last + "c000020" + last + as;
  }

  private void record(int subtype, String body) {
    byte[] bytes = HexFormat.of().parseHex(body);
    file.writeBytes(
        ByteBuffer.allocate(12)
            .putInt(0)
            .putShort((short) 13)
            .putShort((short) subtype)
            .putInt(bytes.length)
            .array());
    file.writeBytes(bytes);
  }

  /// A path of one peer.
  private void path(int subtype, String prefix, int peer, String attributes) {
    HexFormat hex = HexFormat.of();
    record(
        subtype,
        "00000000"
            + prefix
            + "0001"
            + hex.toHexDigits((short) peer)
            + "00000000"
            + hex.toHexDigits((short) (attributes.length() / 2))
            + attributes);
  }

  private void v4(String prefix, int peer, String attributes) {
    path(2, prefix, peer, attributes);
  }

  private RecordedRoutes routes(AddressFamily family) throws IOException {
    return RecordedRoutes.of(write(), family, OWN_AS);
  }

  private Path write() throws IOException {
    return Files.write(folder.resolve("rib.mrt"), file.toByteArray());
  }

  private RecordedTable table(int markers) throws IOException {
    RecordedRoutes routes = routes(AddressFamily.IPV4_UNICAST);
    return new RecordedTable(routes, routes.size(), markers);
  }

  @Test
  void the_peer_with_the_most_prefixes_is_taken() throws IOException {
    v4("18cb0071", 0, PLAIN);
    v4("18cb0072", 1, PLAIN);
    v4("18cb0073", 1, PLAIN);
    assertThat(routes(AddressFamily.IPV4_UNICAST).summary())
        .isEqualTo("rib.mrt: 2 ipv4-unicast prefixes of AS64501 192.0.2.2, 1 attribute sets");
  }

  @Test
  void every_prefix_is_sent_in_a_sound_update_of_an_ibgp_client() throws IOException {
    v4("18cb0071", 0, PLAIN);
    v4("16cb0000", 0, PLAIN + "80040400000007");
    v4("18cb0072", 0, PLAIN);
    RecordedTable table = table(2);
    assertThat(table.sets()).isEqualTo(2);
    Map<Integer, String> sent = Judge.read(table, EncodedTable.encode(table, NEXT_HOP, 1));
    assertThat(sent).hasSize(4).containsKey(table.marker(1)).doesNotContainKey(table.marker(0));
    String hex = HexFormat.of().formatHex(bytes(EncodedTable.encode(table, NEXT_HOP, 0)));
    assertThat(hex)
        .contains(ORIGIN + PATH + "4003040a630101" + "40050400000064" + "18cb0071" + "18cb0072")
        .contains("4003040a630101" + "80040400000007" + "40050400000064" + "16cb0000");
  }

  @Test
  void a_change_gives_a_prefix_another_med_each_time() throws IOException {
    v4("18cb0071", 0, PLAIN);
    RecordedTable table = table(1);
    String first = Judge.read(table, EncodedTable.change(table, 0, NEXT_HOP, 1)).toString();
    String second = Judge.read(table, EncodedTable.change(table, 0, NEXT_HOP, 2)).toString();
    assertThat(first).isNotEqualTo(second);
  }

  @Test
  void what_nobody_would_pass_on_is_left_out_and_counted() throws IOException {
    v4("18cb0071", 0, PLAIN);
    v4("18cb0072", 0, ORIGIN + "4002060101" + "0000fbf4" + HOP); // AS_SET
    v4("18cb0073", 0, ORIGIN + "4002060201" + "0000fc00" + HOP); // the speaker's own AS
    v4("18cb0074", 0, PLAIN + "c00804ffffff02"); // NO_ADVERTISE
    v4("18cb0075", 0, ORIGIN + HOP);
    v4("080a", 0, PLAIN); // where the clients live
    v4("00", 0, PLAIN);
    v4("18cb0071", 0, PLAIN);
    v4("18cb0076", 0, PLAIN + "d080" + "0fc0" + "ab".repeat(0xfc0));
    RecordedRoutes routes = routes(AddressFamily.IPV4_UNICAST);
    assertThat(routes.size()).isEqualTo(1);
    assertThat(routes.leftOut())
        .containsEntry("AS_SET or a segment of a confederation in AS_PATH", 1)
        .containsEntry("AS 64512 in AS_PATH", 1)
        .containsEntry("NO_ADVERTISE", 1)
        .containsEntry("no sound ORIGIN and AS_PATH", 1)
        .containsEntry("prefixes that are not for the Internet", 2)
        .containsEntry("prefixes that are there twice", 1)
        .containsEntry("attributes that leave no room for a prefix", 1)
        .hasSize(7);
    assertThat(routes.summary()).contains("; 1 left out: NO_ADVERTISE");
  }

  @Test
  void attributes_that_leave_room_for_one_prefix_are_sent_with_one_at_a_time() throws IOException {
    String large = PLAIN + "d0c8" + "0f90" + "ab".repeat(0xf90);
    v4("18cb0071", 0, large);
    v4("18cb0072", 0, large);
    RecordedTable table = table(0);
    assertThat(Judge.read(table, EncodedTable.encode(table, NEXT_HOP, 0))).hasSize(2);
  }

  @Test
  void ipv6_prefixes_have_the_senders_next_hop_in_mp_reach() throws IOException {
    String reach = "800e" + "11" + "10" + "20010db8000000000000000000000002";
    path(4, "2026000001", 0, ORIGIN + PATH + reach);
    path(4, "80" + "2600000100000000000000000000abcd", 0, ORIGIN + PATH + reach);
    RecordedRoutes routes = RecordedRoutes.ofEither(write(), OWN_AS);
    RecordedTable table = new RecordedTable(routes, 2, 1);
    byte[] nextHop = new byte[16];
    nextHop[0] = (byte) 0xfd;
    assertThat(Judge.read(table, EncodedTable.encode(table, nextHop, 0))).hasSize(3);
    assertThat(HexFormat.of().formatHex(bytes(EncodedTable.encode(table, nextHop, 0))))
        .contains("0002" + "01" + "10" + "fd" + "00".repeat(15) + "00" + "2026000001");
  }

  @Test
  void a_file_without_such_a_table_is_refused_in_a_sentence() throws IOException {
    v4("18cb0071", 0, PLAIN);
    Path written = write();
    assertThatThrownBy(() -> RecordedRoutes.of(written, AddressFamily.IPV6_UNICAST, OWN_AS))
        .hasMessage(written + " holds no table of ipv6-unicast");
    RecordedRoutes routes = routes(AddressFamily.IPV4_UNICAST);
    assertThatThrownBy(() -> new RecordedTable(routes, 2, 0))
        .hasMessage("a table of 2 routes cannot be taken from rib.mrt: 1 to 1");
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
