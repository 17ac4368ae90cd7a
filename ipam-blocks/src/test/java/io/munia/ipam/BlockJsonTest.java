package io.munia.ipam;

import static io.munia.ipam.Fixtures.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.munia.ipam.JsonTree.UnreadableException;
import io.munia.net.Prefix;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Records as Calico writes them to etcd.
class BlockJsonTest {
  private static final Prefix CIDR = Prefix.parse("10.0.0.0/30");

  private static final String BLOCK =
      """
      {"cidr":"10.0.0.0/30","affinity":"host:node1","affinity_claim_time":"2026-03-04T05:06:07Z",\
      "allocations":[0,null,1,null],"unallocated":[3,1],\
      "attributes":[{"handle_id":"k8s-pod-network.cid","secondary":{"namespace":"ns","node":"node1","pod":"p"}},\
      {"handle_id":"vxlan-tunnel-addr-node1","secondary":{"node":"node1"},\
      "alternateOwnerAttrs":{"node":"node2"},"releasedAt":"2026-03-04T06:00:00Z"}],\
      "sequenceNumber":1700000000000000007,"sequenceNumberForAllocation":{"0":1700000000000000001,"2":1700000000000000003},\
      "deleted":false}\
      """;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] value) {
    return new String(value, StandardCharsets.UTF_8);
  }

  @Test
  void a_block_comes_back_as_it_was() throws UnreadableException {
    Block block = BlockJson.read(CIDR, bytes(BLOCK));
    assertThat(text(BlockJson.write(block))).isEqualTo(BLOCK);
    assertThat(block.owner()).isEqualTo("node1");
    assertThat(block.inUse(0)).isTrue();
    assertThat(block.inUse(2)).isFalse();
    assertThat(text(BlockJson.write(new BlockEdit(block).block()))).isEqualTo(BLOCK);
  }

  @Test
  void a_block_of_nobody_with_fields_we_do_not_know_is_read() throws UnreadableException {
    Block block =
        BlockJson.read(
            CIDR,
            bytes(
                """
                {"cidr":"10.0.0.0/30","affinity":null,"strictAffinity":false,"allocations":[null,0,null,null],
                 "unallocated":[0,2,3],"attributes":[{"handle_id":null,"secondary":null,"new":[{}]}],
                 "sequenceNumber":0,"sequenceNumberForAllocation":null,"deleted":false}
                """));
    assertThat(block.owner()).isEmpty();
    assertThat(block.inUse(1)).isTrue();
  }

  @Test
  void the_deprecated_host_affinity_is_read() throws UnreadableException {
    Block block =
        BlockJson.read(
            CIDR,
            bytes(BLOCK.replace("\"affinity\":\"host:node1\"", "\"hostAffinity\":\"node9\"")));
    assertThat(block.owner()).isEqualTo("node9");
  }

  @Test
  void a_new_block_is_written_as_calico_would() {
    Block block = Block.fresh(Prefix.parse("fd00::/126"), "n", NOON);
    assertThat(text(BlockJson.write(block)))
        .isEqualTo(
            """
            {"cidr":"fd00::/126","affinity":"host:n","affinity_claim_time":"2026-03-04T12:00:00Z",\
            "allocations":[null,null,null,null],"unallocated":[0,1,2,3],"attributes":[],\
            "sequenceNumber":1772625600000000000,"sequenceNumberForAllocation":{},"deleted":false}\
            """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[0,null,1,null]   | [0,null,1]          | it lists 3 allocations, it has 4 addresses",
        "[0,null,1,null]   | [0,null,2,null]     | allocation 2 names attribute 2",
        "\"unallocated\":[3,1] | \"unallocated\":[3]    | 1 ordinals are neither in use nor unallocated",
        "\"unallocated\":[3,1] | \"unallocated\":[3,3]  | ordinal 3 is twice among the unallocated",
        "\"unallocated\":[3,1] | \"unallocated\":[3,0]  | ordinal 0 is both in use and unallocated",
        "\"unallocated\":[3,1] | \"unallocated\":[3,9]  | unallocated names ordinal 9",
        "{\"cidr\":\"10.0.0.0/30\" | {\"cidr\":\"10.0.0.4/30\" | its cidr is 10.0.0.4/30, its key says 10.0.0.0/30",
        "2026-03-04T05:06:07Z | yesterday           | affinity_claim_time is not a time: yesterday",
        "\"host:node1\"      | 17                  | affinity is not text",
        "{\"cidr\"           | [\"cidr\"             | it is not a JSON object",
      })
  void a_block_that_does_not_add_up_is_refused(String good, String bad, String found) {
    assertThat(BLOCK).contains(good);
    assertThatThrownBy(() -> BlockJson.read(CIDR, bytes(BLOCK.replace(good, bad))))
        .isInstanceOf(UnreadableException.class)
        .hasMessage(found);
  }

  @Test
  void affinities_and_handles_are_calicos() throws UnreadableException {
    assertThat(text(RecordJson.affinity(AffinityState.PENDING_DELETION)))
        .isEqualTo("{\"state\":\"pendingDeletion\",\"deleted\":false}");
    assertThat(RecordJson.affinity(bytes("{\"state\":\"confirmed\",\"deleted\":false}")))
        .isEqualTo(AffinityState.CONFIRMED);
    assertThat(RecordJson.affinity(bytes("{}"))).isEqualTo(AffinityState.CONFIRMED);
    var counts = new TreeMap<Prefix, Integer>();
    counts.put(Prefix.parse("10.0.0.0/26"), 1);
    counts.put(Prefix.parse("fd00::/122"), 2);
    String handle = "{\"block\":{\"10.0.0.0/26\":1,\"fd00::/122\":2},\"deleted\":false}";
    assertThat(text(RecordJson.handle(counts))).isEqualTo(handle);
    assertThat(RecordJson.handle(bytes(handle))).isEqualTo(counts);
  }

  @Test
  void keys_are_calicos() {
    assertThat(Keys.block(Prefix.parse("10.0.0.0/26")))
        .isEqualTo("/calico/ipam/v2/assignment/ipv4/block/10.0.0.0-26");
    assertThat(Keys.block(Prefix.parse("fd00:1::/122")))
        .isEqualTo("/calico/ipam/v2/assignment/ipv6/block/fd00:1::-122");
    assertThat(Keys.affinity("n1", Prefix.parse("10.0.0.0/26")))
        .isEqualTo("/calico/ipam/v2/host/n1/ipv4/block/10.0.0.0-26");
    assertThat(Keys.handle("k8s-pod-network.cid"))
        .isEqualTo("/calico/ipam/v2/handle/k8s-pod-network.cid");
    assertThat(Keys.read(Keys.affinity("n1", Prefix.parse("fd00::/122"))))
        .isEqualTo(new Keys.Subject.AffinityOf("n1", Prefix.parse("fd00::/122")));
  }
}
