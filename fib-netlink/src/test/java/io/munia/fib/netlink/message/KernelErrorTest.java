package io.munia.fib.netlink.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class KernelErrorTest {

  private static KernelError decode(String annotated) {
    byte[] bytes = Captured.bytes(annotated);
    MessageCursor message = new MessageCursor();
    message.reset(bytes, bytes.length);
    assertThat(message.next()).isTrue();
    return KernelError.decode(message);
  }

  @Test
  void the_kernels_own_words_follow_ours() {
    KernelError error = decode(Captured.REFUSAL);
    assertThat(error.errno()).isEqualTo(Errno.ENETUNREACH);
    assertThat(error.sentence())
        .isEqualTo(
            "the gateway is not on a network of the interface (Nexthop has invalid gateway)");
  }

  @Test
  void the_end_of_a_dump_is_no_error() {
    assertThat(decode(Captured.DONE).errno()).isZero();
  }

  @Test
  void an_answer_without_a_number_makes_no_sense() {
    assertThat(decode("10000000 0200 0000 09000000 00000000").errno()).isEqualTo(Errno.EBADMSG);
  }

  @Test
  void a_length_that_does_not_fit_is_damage() {
    byte[] bytes = Captured.bytes(Captured.DONE);
    MessageCursor message = new MessageCursor();
    message.reset(bytes, bytes.length - 1);
    assertThat(message.next()).isFalse();
    assertThat(message.damaged()).isTrue();
  }
}
