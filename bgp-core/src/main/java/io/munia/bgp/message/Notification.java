package io.munia.bgp.message;

import java.util.Arrays;
import java.util.HexFormat;

/// NOTIFICATION ([RFC 4271 §4.5](https://www.rfc-editor.org/rfc/rfc4271#section-4.5)): why the
/// sender closes the session.
///
/// @param code error code, 1 to 8
/// @param subcode error subcode, 0 where the code has none
/// @param data what the code says it carries; not shared, not changed
@SuppressWarnings("ArrayRecordComponent")
public record Notification(int code, int subcode, byte[] data) implements BgpMessage {
  private static final byte[] NO_DATA = {};

  /// Without data.
  public Notification(int code, int subcode) {
    this(code, subcode, NO_DATA);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Notification that
        && code == that.code
        && subcode == that.subcode
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return (code * 31 + subcode) * 31 + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "NOTIFICATION "
        + code
        + "/"
        + subcode
        + (data.length == 0 ? "" : " " + HexFormat.of().formatHex(data));
  }
}
