package io.munia.bfd;

/// Why a packet is not for any session, in the order in which packets are looked at.
public enum Discard {
  /// [RFC 5881 §5](https://www.rfc-editor.org/rfc/rfc5881#section-5): it did not come from the
  /// link.
  TTL("TTL or hop limit below 255"),
  SHORT("shorter than 24 bytes"),
  VERSION("not version 1"),
  LENGTH_TOO_SMALL("length field below 24, or 26 with authentication"),
  LENGTH_TOO_LARGE("length field beyond the packet"),
  DETECT_MULT("detection multiplier 0"),
  MULTIPOINT("multipoint bit set"),
  MY_DISCRIMINATOR("discriminator of the sender 0"),
  STATE_WITHOUT_SESSION("no discriminator of ours in state Init or Up"),
  AUTHENTICATION("authenticated, and nothing of the kind is configured"),
  NO_SESSION("no such session"),
  ADDRESS("the session's discriminator from another address");

  private final String meaning;

  Discard(String meaning) {
    this.meaning = meaning;
  }

  public String meaning() {
    return meaning;
  }
}
