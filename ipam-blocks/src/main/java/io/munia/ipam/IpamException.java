package io.munia.ipam;

import java.io.Serial;

/// Address management cannot work as it is set up. The message is one sentence for an operator.
public final class IpamException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public IpamException(String sentence) {
    super(sentence);
  }
}
