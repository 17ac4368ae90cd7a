package io.munia.bgp.codec;

import io.munia.bgp.capability.BgpRole;
import io.munia.net.Asn;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a session does to path attributes beside what its kind does, always. Sessions with equal
/// rules share messages, so a rule that is not there says nothing of the neighbour.
///
/// @param behind where the session has an AS of its own: our AS, which stands behind that; or null
/// @param neighbour the neighbour's AS, where a rule needs it; else null
/// @param asOverride whether our AS stands in for the neighbour's wherever it is in a path: another
///   site of it would take the route for a loop
/// @param privateAs what becomes of private AS numbers ([RFC
///   6996](https://www.rfc-editor.org/rfc/rfc6996)); the neighbour's own stays
/// @param role what we are to the neighbour, in families that have roles ([RFC 9234
///   §5](https://www.rfc-editor.org/rfc/rfc9234#section-5))
/// @param aigp whether AIGP passes ([RFC 7311](https://www.rfc-editor.org/rfc/rfc7311))
/// @param prefixSid whether PREFIX_SID passes ([RFC 8669](https://www.rfc-editor.org/rfc/rfc8669))
public record ExportRules(
    @Nullable Asn behind,
    @Nullable Asn neighbour,
    boolean asOverride,
    PrivateAs privateAs,
    Optional<BgpRole> role,
    boolean aigp,
    boolean prefixSid) {

  public ExportRules {
    if (!asOverride && privateAs == PrivateAs.KEEP) {
      neighbour = null;
    }
  }

  /// What becomes of private AS numbers.
  public enum PrivateAs {
    /// As they are.
    KEEP,
    /// They are taken out.
    REMOVE,
    /// Ours stands in their place, so that the path is as long as it was.
    REPLACE
  }

  /// What holds where nothing is said.
  public static ExportRules usual(boolean external) {
    return new ExportRules(
        null, null, false, PrivateAs.KEEP, Optional.empty(), !external, !external);
  }

  /// Whether paths are not just what they were with our AS in front.
  boolean changesPaths() {
    return behind != null || asOverride || privateAs != PrivateAs.KEEP;
  }

  /// Whether nobody but their organisation knows what this number stands for ([RFC 6996
  /// §5](https://www.rfc-editor.org/rfc/rfc6996#section-5)).
  static boolean isPrivate(int as) {
    long number = Integer.toUnsignedLong(as);
    return number >= 64_512 && number <= 65_534
        || number >= 4_200_000_000L && number <= 4_294_967_294L;
  }
}
