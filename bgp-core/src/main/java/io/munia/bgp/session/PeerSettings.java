package io.munia.bgp.session;

import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.RouterId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How to speak with one neighbour. Immutable; made by a [Builder].
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
/// @param restart what is said of our own restarts
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
    boolean anyFirstAs,
    RestartOffer restart) {
  public static final int PORT = 179;
  public static final int HOLD_TIME_SECONDS = 90;
  public static final int CONNECT_RETRY_SECONDS = 5;
  public static final int CONNECT_RETRY_SECONDS_MAX = 120;

  public PeerSettings {
    families = Set.copyOf(families);
    addPathReceive = Set.copyOf(addPathReceive);
    addPathSend = Set.copyOf(addPathSend);
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

  /// Settings with every default: an external neighbour of any AS, IPv4 and IPv6 unicast, nothing
  /// that has to be asked for.
  ///
  /// @param name what logs and tables call the neighbour
  public static Builder with(String name, IpAddress remoteAddress, Asn localAs, RouterId routerId) {
    return new Builder(name, remoteAddress, localAs, routerId);
  }

  /// These settings, to be changed.
  public Builder but() {
    Builder builder = new Builder(name, remoteAddress, localAs, routerId);
    builder.remotePort = remotePort;
    builder.localAddress = localAddress;
    builder.remoteAs = remoteAs;
    builder.holdTimeSeconds = holdTimeSeconds;
    builder.connectRetrySeconds = connectRetrySeconds;
    builder.passive = passive;
    builder.families = families;
    builder.addPathReceive = addPathReceive;
    builder.addPathSend = addPathSend;
    builder.extendedMessage = extendedMessage;
    builder.password = password;
    builder.anyFirstAs = anyFirstAs;
    builder.restart = restart;
    return builder;
  }

  /// Collects settings; what each means stands at [PeerSettings]. Not thread-safe.
  public static final class Builder {
    private String name;
    private IpAddress remoteAddress;
    private int remotePort = PORT;
    private @Nullable IpAddress localAddress;
    private Asn localAs;
    private RouterId routerId;
    private RemoteAs remoteAs = new RemoteAs.External();
    private int holdTimeSeconds = HOLD_TIME_SECONDS;
    private int connectRetrySeconds = CONNECT_RETRY_SECONDS;
    private Passive passive = Passive.NO;
    private Set<AddressFamily> families =
        Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
    private Set<AddressFamily> addPathReceive = Set.of();
    private Set<AddressFamily> addPathSend = Set.of();
    private boolean extendedMessage;
    private @Nullable String password;
    private boolean anyFirstAs;
    private RestartOffer restart = RestartOffer.HELPER;

    private Builder(String name, IpAddress remoteAddress, Asn localAs, RouterId routerId) {
      this.name = name;
      this.remoteAddress = remoteAddress;
      this.localAs = localAs;
      this.routerId = routerId;
    }

    public Builder name(String name) {
      this.name = name;
      return this;
    }

    public Builder remoteAddress(IpAddress address) {
      remoteAddress = address;
      return this;
    }

    public Builder remotePort(int port) {
      remotePort = port;
      return this;
    }

    public Builder localAddress(@Nullable IpAddress address) {
      localAddress = address;
      return this;
    }

    public Builder localAs(Asn as) {
      localAs = as;
      return this;
    }

    public Builder routerId(RouterId id) {
      routerId = id;
      return this;
    }

    public Builder remoteAs(RemoteAs rule) {
      remoteAs = rule;
      return this;
    }

    public Builder holdTimeSeconds(int seconds) {
      holdTimeSeconds = seconds;
      return this;
    }

    public Builder connectRetrySeconds(int seconds) {
      connectRetrySeconds = seconds;
      return this;
    }

    public Builder passive(Passive passive) {
      this.passive = passive;
      return this;
    }

    public Builder families(Set<AddressFamily> families) {
      this.families = families;
      return this;
    }

    public Builder addPathReceive(Set<AddressFamily> families) {
      addPathReceive = families;
      return this;
    }

    public Builder addPathSend(Set<AddressFamily> families) {
      addPathSend = families;
      return this;
    }

    public Builder extendedMessage(boolean offered) {
      extendedMessage = offered;
      return this;
    }

    public Builder password(@Nullable String key) {
      password = key;
      return this;
    }

    public Builder anyFirstAs(boolean any) {
      anyFirstAs = any;
      return this;
    }

    public Builder restart(RestartOffer offer) {
      restart = offer;
      return this;
    }

    public PeerSettings build() {
      return new PeerSettings(
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
          anyFirstAs,
          restart);
    }
  }

  /// The password is never printed.
  @Override
  public String toString() {
    return name + " (" + remoteAddress + ")";
  }
}
