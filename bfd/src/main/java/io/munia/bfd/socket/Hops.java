package io.munia.bfd.socket;

/// What lies between both ends.
public enum Hops {
  /// One link ([RFC 5881 §4](https://www.rfc-editor.org/rfc/rfc5881#section-4)).
  SINGLE(3784),
  /// Any number of routers ([RFC 5883 §5](https://www.rfc-editor.org/rfc/rfc5883#section-5)).
  MULTI(4784);

  private final int port;

  Hops(int port) {
    this.port = port;
  }

  /// The UDP port that packets go to.
  public int port() {
    return port;
  }
}
