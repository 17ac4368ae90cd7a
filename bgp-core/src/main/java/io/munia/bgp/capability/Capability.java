package io.munia.bgp.capability;

import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import java.util.List;
import java.util.Map;

/// A capability of an OPEN ([RFC 5492](https://www.rfc-editor.org/rfc/rfc5492)).
public sealed interface Capability {

  /// Code 1: one address family, by its numbers, as a family this speaker does not carry is still a
  /// fact.
  record Multiprotocol(int afi, int safi) implements Capability {
    /// Of a family that this speaker carries.
    public Multiprotocol(AddressFamily family) {
      this(family.afi(), family.safi());
    }
  }

  /// Code 2 ([RFC 2918](https://www.rfc-editor.org/rfc/rfc2918)).
  record RouteRefresh() implements Capability {}

  /// Code 5 ([RFC 8950](https://www.rfc-editor.org/rfc/rfc8950)): families whose next hop may be an
  /// IPv6 address.
  record ExtendedNextHop(List<AddressFamily> families) implements Capability {
    public ExtendedNextHop {
      families = List.copyOf(families);
    }
  }

  /// Code 6 ([RFC 8654](https://www.rfc-editor.org/rfc/rfc8654)): messages up to 65,535 bytes.
  record ExtendedMessage() implements Capability {}

  /// Code 9 ([RFC 9234 §4.1](https://www.rfc-editor.org/rfc/rfc9234#section-4.1)).
  ///
  /// @param value see [BgpRole]; 0 to 255, as one that is not known is a fact as well
  record Role(int value) implements Capability {
    /// Of a role that is known.
    public Role(BgpRole role) {
      this(role.value());
    }
  }

  /// Code 64 ([RFC 4724](https://www.rfc-editor.org/rfc/rfc4724)).
  ///
  /// @param restarted the R bit: the sender has just restarted
  /// @param notification the N bit of [RFC 8538](https://www.rfc-editor.org/rfc/rfc8538)
  /// @param restartSeconds how long the sender expects a restart to take, 0 to 4,095
  /// @param forwarding per family, whether forwarding state was kept
  record GracefulRestart(
      boolean restarted,
      boolean notification,
      int restartSeconds,
      Map<AddressFamily, Boolean> forwarding)
      implements Capability {
    public GracefulRestart {
      forwarding = Map.copyOf(forwarding);
    }
  }

  /// Code 65 ([RFC 6793](https://www.rfc-editor.org/rfc/rfc6793)).
  record FourOctetAs(Asn as) implements Capability {}

  /// Code 69 ([RFC 7911](https://www.rfc-editor.org/rfc/rfc7911)).
  record AddPath(Map<AddressFamily, Direction> families) implements Capability {
    public AddPath {
      families = Map.copyOf(families);
    }

    /// What the sender of the capability can do, by the numbers of RFC 7911 section 4.
    public enum Direction {
      /// It takes several.
      RECEIVE,
      /// It sends several.
      SEND,
      /// It takes and sends several.
      BOTH
    }
  }

  /// Code 70 ([RFC 7313](https://www.rfc-editor.org/rfc/rfc7313)).
  record EnhancedRouteRefresh() implements Capability {}

  /// Code 71 ([RFC 9494 §3.1](https://www.rfc-editor.org/rfc/rfc9494#section-3.1)).
  record LongLivedGracefulRestart(Map<AddressFamily, Kept> families) implements Capability {
    public LongLivedGracefulRestart {
      families = Map.copyOf(families);
    }

    /// @param forwarding whether forwarding state was kept
    /// @param staleSeconds how long routes are to be kept, 0 to 16,777,215
    public record Kept(boolean forwarding, int staleSeconds) {}
  }

  /// Code 77
  /// ([draft-ietf-idr-linklocal-capability](https://datatracker.ietf.org/doc/draft-ietf-idr-linklocal-capability/)):
  /// a next hop that is a link-local address stands alone.
  record LinkLocalNextHop() implements Capability {}

  /// Any other code, bytes kept.
  record Unrecognized(int code, List<Byte> value) implements Capability {
    public Unrecognized {
      value = List.copyOf(value);
    }
  }
}
