package io.munia.fib.netlink.message;

import static io.munia.fib.netlink.message.Rtnetlink.NLMSG_HDRLEN;

import java.nio.charset.StandardCharsets;

/// The kernel's answer to a request: NLMSG_ERROR, or the end of a dump, NLMSG_DONE.
///
/// @param errno 0 for success
/// @param words what the kernel adds (extended acknowledgement), or empty
public record KernelError(int errno, String words) {
  /// Longer is cut: words are shown to people.
  private static final int WORDS_BYTES_MAX = 200;

  private static final KernelError NONE = new KernelError(0, "");

  /// Reads the answer that the cursor stands on.
  public static KernelError decode(MessageCursor message) {
    int start = message.start();
    int end = message.end();
    if (end - start < Integer.BYTES) {
      return new KernelError(Errno.EBADMSG, "");
    }
    int errno = Math.abs(Math.max(Fields.int32(message.bytes(), start), -0xffff));
    if ((message.flags() & Rtnetlink.NLM_F_ACK_TLVS) == 0) {
      return errno == 0 ? NONE : new KernelError(errno, "");
    }
    int from = start + Integer.BYTES;
    if (message.type() == Rtnetlink.NLMSG_ERROR) {
      if (end - from < NLMSG_HDRLEN) {
        return new KernelError(errno, "");
      }
      boolean capped = (message.flags() & Rtnetlink.NLM_F_CAPPED) != 0;
      long request =
          capped
              ? NLMSG_HDRLEN
              : (Integer.toUnsignedLong(Fields.int32(message.bytes(), from)) + 3) & ~3L;
      from = (int) Math.min(end, from + request);
    }
    return new KernelError(errno, words(message.bytes(), from, end));
  }

  private static String words(byte[] bytes, int from, int to) {
    AttributeCursor attributes = new AttributeCursor();
    attributes.reset(bytes, from, to);
    while (attributes.next()) {
      if (attributes.type() == Rtnetlink.NLMSGERR_ATTR_MSG) {
        int length = Math.min(attributes.length(), WORDS_BYTES_MAX);
        StringBuilder text = new StringBuilder(length);
        String raw = new String(bytes, attributes.start(), length, StandardCharsets.US_ASCII);
        raw.chars().filter(c -> c >= ' ' && c < 127).forEach(c -> text.append((char) c));
        return text.toString();
      }
    }
    return "";
  }

  /// One sentence for people.
  public String sentence() {
    return words.isEmpty() ? Errno.sentence(errno) : Errno.sentence(errno) + " (" + words + ")";
  }
}
