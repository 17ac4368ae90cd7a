package io.munia.bgp.session;

import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How to speak with one neighbour. Immutable.
///
/// @param name what logs and tables call it
/// @param remoteAddress the neighbour's address
/// @param remotePort TCP port to connect to, 1 to 65,535
/// @param localAddress source address of connections, or null for the kernel's choice
/// @param localAs our AS on this session: outside of our confederation its identifier
/// @param routerId our BGP Identifier
/// @param remoteAs which AS the neighbour may have
/// @param holdTimeSeconds proposed, 0 or 3 to 65,535
/// @param connectRetrySeconds between attempts; jittered, doubled after failures up to
///   [#CONNECT_RETRY_SECONDS_MAX]
/// @param passive whether to wait for the neighbour's connection
/// @param families offered
/// @param addPathReceive families in which several paths per prefix are accepted
/// @param addPathSend families in which several paths per prefix are sent
/// @param extendedMessage whether RFC 8654 is offered
/// @param password TCP-MD5 key ([RFC 2385](https://www.rfc-editor.org/rfc/rfc2385)), or null
/// @param anyFirstAs whether an external neighbour's AS_PATHs may begin with another AS than its
///   own: it is a route server
public record PeerSettings(
    String name,
    IpAddress remoteAddress,
    int remotePort,
    @Nullable IpAddress localAddress,
    Asn localAs,
    RouterId routerId,
    RemoteAs remoteAs,
    int holdTimeSeconds,
    int connectRetrySeconds,
    Passive passive,
    Set<AddressFamily> families,
    Set<AddressFamily> addPathReceive,
    Set<AddressFamily> addPathSend,
    boolean extendedMessage,
    @Nullable String password,
    boolean anyFirstAs) {
  public static final int PORT = 179;
  public static final int HOLD_TIME_SECONDS = 90;
  public static final int CONNECT_RETRY_SECONDS = 5;
  public static final int CONNECT_RETRY_SECONDS_MAX = 120;

  public PeerSettings {
    families = Set.copyOf(families);
    addPathReceive = Set.copyOf(addPathReceive);
    addPathSend = Set.copyOf(addPathSend);
  }

  /// With a neighbour whose AS stands first in each AS_PATH.
  public PeerSettings(
      String name,
      IpAddress remoteAddress,
      int remotePort,
      @Nullable IpAddress localAddress,
      Asn localAs,
      RouterId routerId,
      RemoteAs remoteAs,
      int holdTimeSeconds,
      int connectRetrySeconds,
      Passive passive,
      Set<AddressFamily> families,
      Set<AddressFamily> addPathReceive,
      Set<AddressFamily> addPathSend,
      boolean extendedMessage,
      @Nullable String password) {
    this(
        name,
        remoteAddress,
        remotePort,
        localAddress,
        localAs,
        routerId,
        remoteAs,
        holdTimeSeconds,
        connectRetrySeconds,
        passive,
        families,
        addPathReceive,
        addPathSend,
        extendedMessage,
        password,
        false);
  }

  /// Who starts the connection.
  public enum Passive {
    NO,
    YES
  }

  /// Which AS a neighbour may have.
  public sealed interface RemoteAs {
    record Exactly(Asn as) implements RemoteAs {}

    /// This one, which is another member AS of our confederation ([RFC
    /// 5065](https://www.rfc-editor.org/rfc/rfc5065)).
    record Member(Asn as) implements RemoteAs {}

    /// The same as ours.
    record Internal() implements RemoteAs {}

    /// Any but ours.
    record External() implements RemoteAs {}
  }

  /// The password is never printed.
  @Override
  public String toString() {
    return name + " (" + remoteAddress + ")";
  }
}
