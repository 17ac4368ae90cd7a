package io.munia.bgp.session;

import io.munia.bgp.capability.AttributeRules;
import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.codec.OpenTerms;
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
/// @param connectRetrySeconds between attempts; jittered, doubled after failures
/// @param connectRetrySecondsMax what doubling leads up to, jittered as well
/// @param delayOpenSeconds how long the neighbour's OPEN is given to come before ours ([RFC 4271
///   §8.1.3](https://www.rfc-editor.org/rfc/rfc4271#section-8.1.3), DelayOpen); 0 for not at all
/// @param passive whether to wait for the neighbour's connection
/// @param families offered
/// @param addPathReceive families in which several paths per prefix are accepted
/// @param addPathSend families in which several paths per prefix are sent
/// @param extendedMessage whether RFC 8654 is offered
/// @param password TCP-MD5 key ([RFC 2385](https://www.rfc-editor.org/rfc/rfc2385)), or null
/// @param anyFirstAs whether an external neighbour's AS_PATHs may begin with another AS than its
///   own: it is a route server
/// @param attributes what may stand in path attributes
/// @param role what we are to an external neighbour, or null where that is not said
/// @param extendedNextHop whether IPv4 routes with IPv6 next hops are offered ([RFC 8950
///   §4](https://www.rfc-editor.org/rfc/rfc8950#section-4)); over IPv6 alone
/// @param linkLocalNextHop whether it is offered that a next hop that is a link-local address
///   stands alone
///   ([draft-ietf-idr-linklocal-capability](https://datatracker.ietf.org/doc/draft-ietf-idr-linklocal-capability/));
///   to link-local addresses alone
/// @param openTerms what else is wanted of the neighbour's OPEN
/// @param socket what is wanted of its connections' sockets
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
    int connectRetrySecondsMax,
    int delayOpenSeconds,
    Passive passive,
    Set<AddressFamily> families,
    Set<AddressFamily> addPathReceive,
    Set<AddressFamily> addPathSend,
    boolean extendedMessage,
    @Nullable String password,
    boolean anyFirstAs,
    AttributeRules attributes,
    @Nullable LocalRole role,
    boolean extendedNextHop,
    boolean linkLocalNextHop,
    OpenTerms openTerms,
    SocketOptions socket,
    RestartOffer restart) {
  /// TCP port of BGP.
  public static final int PORT = 179;

  /// Proposed without a setting, in seconds.
  public static final int HOLD_TIME_SECONDS = 90;

  /// Between attempts to connect without a setting, in seconds.
  public static final int CONNECT_RETRY_SECONDS = 5;

  /// What doubling leads up to without a setting, in seconds.
  public static final int CONNECT_RETRY_SECONDS_MAX = 120;

  public PeerSettings {
    families = Set.copyOf(families);
    addPathReceive = Set.copyOf(addPathReceive);
    addPathSend = Set.copyOf(addPathSend);
  }

  /// Who starts the connection.
  public enum Passive {
    /// We connect, and take its connection as well.
    NO,
    /// We wait for its connection.
    YES
  }

  /// What we are to a neighbour ([RFC 9234](https://www.rfc-editor.org/rfc/rfc9234)).
  ///
  /// @param strict whether it must say what it is to us
  public record LocalRole(BgpRole role, boolean strict) {}

  /// Which AS a neighbour may have.
  public sealed interface RemoteAs {
    /// This one, in our AS or outside.
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
    builder.connectRetrySecondsMax = connectRetrySecondsMax;
    builder.delayOpenSeconds = delayOpenSeconds;
    builder.passive = passive;
    builder.families = families;
    builder.addPathReceive = addPathReceive;
    builder.addPathSend = addPathSend;
    builder.extendedMessage = extendedMessage;
    builder.password = password;
    builder.anyFirstAs = anyFirstAs;
    builder.attributes = attributes;
    builder.role = role;
    builder.extendedNextHop = extendedNextHop;
    builder.linkLocalNextHop = linkLocalNextHop;
    builder.openTerms = openTerms;
    builder.socket = socket;
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
    private int connectRetrySecondsMax = CONNECT_RETRY_SECONDS_MAX;
    private int delayOpenSeconds;
    private Passive passive = Passive.NO;
    private Set<AddressFamily> families =
        Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST);
    private Set<AddressFamily> addPathReceive = Set.of();
    private Set<AddressFamily> addPathSend = Set.of();
    private boolean extendedMessage;
    private @Nullable String password;
    private boolean anyFirstAs;
    private AttributeRules attributes = AttributeRules.USUAL;
    private @Nullable LocalRole role;
    private boolean extendedNextHop;
    private boolean linkLocalNextHop;
    private OpenTerms openTerms = OpenTerms.NONE;
    private SocketOptions socket = SocketOptions.DEFAULT;
    private RestartOffer restart = RestartOffer.HELPER;

    private Builder(String name, IpAddress remoteAddress, Asn localAs, RouterId routerId) {
      this.name = name;
      this.remoteAddress = remoteAddress;
      this.localAs = localAs;
      this.routerId = routerId;
    }

    /// What logs and tables call the neighbour.
    public Builder name(String name) {
      this.name = name;
      return this;
    }

    /// Its address; one that is link-local with the zone of its interface.
    public Builder remoteAddress(IpAddress address) {
      remoteAddress = address;
      return this;
    }

    /// TCP port to connect to, 1 to 65,535; 179 without it.
    public Builder remotePort(int port) {
      remotePort = port;
      return this;
    }

    /// Source address of connections; null, as without it, for the kernel's choice.
    public Builder localAddress(@Nullable IpAddress address) {
      localAddress = address;
      return this;
    }

    /// Our AS on this session.
    public Builder localAs(Asn as) {
      localAs = as;
      return this;
    }

    /// Our BGP Identifier.
    public Builder routerId(RouterId id) {
      routerId = id;
      return this;
    }

    /// Which AS the neighbour may have; any but ours without it.
    public Builder remoteAs(RemoteAs rule) {
      remoteAs = rule;
      return this;
    }

    /// Proposed hold time in seconds, 0 for none or 3 to 65,535; 90 without it.
    public Builder holdTimeSeconds(int seconds) {
      holdTimeSeconds = seconds;
      return this;
    }

    /// Seconds between attempts to connect, jittered, doubled after failures; 5 without it.
    public Builder connectRetrySeconds(int seconds) {
      connectRetrySeconds = seconds;
      return this;
    }

    /// Seconds that doubling leads up to; 120 without it.
    public Builder connectRetrySecondsMax(int seconds) {
      connectRetrySecondsMax = seconds;
      return this;
    }

    /// Seconds that the neighbour's OPEN is given to come before ours; 0, as without it, for none.
    public Builder delayOpenSeconds(int seconds) {
      delayOpenSeconds = seconds;
      return this;
    }

    /// Whether we only wait for the neighbour's connection; we connect without it.
    public Builder passive(Passive passive) {
      this.passive = passive;
      return this;
    }

    /// Families offered; IPv4 and IPv6 unicast without it.
    public Builder families(Set<AddressFamily> families) {
      this.families = families;
      return this;
    }

    /// Families in which several paths to a destination are taken; none without it.
    public Builder addPathReceive(Set<AddressFamily> families) {
      addPathReceive = families;
      return this;
    }

    /// Families in which several paths to a destination are sent; none without it.
    public Builder addPathSend(Set<AddressFamily> families) {
      addPathSend = families;
      return this;
    }

    /// Whether messages of up to 65,535 bytes are offered; not without it.
    public Builder extendedMessage(boolean offered) {
      extendedMessage = offered;
      return this;
    }

    /// TCP-MD5 key of 1 to 80 bytes; null, as without it, for none.
    public Builder password(@Nullable String key) {
      password = key;
      return this;
    }

    /// Whether its AS_PATHs may begin with another AS than its own; not without it.
    public Builder anyFirstAs(boolean any) {
      anyFirstAs = any;
      return this;
    }

    /// What may stand in its path attributes.
    public Builder attributes(AttributeRules rules) {
      attributes = rules;
      return this;
    }

    /// What we are to it; null, as without it, where that is not said.
    public Builder role(@Nullable LocalRole ours) {
      role = ours;
      return this;
    }

    /// Whether IPv4 routes with IPv6 next hops are offered; not without it.
    public Builder extendedNextHop(boolean offered) {
      extendedNextHop = offered;
      return this;
    }

    /// Whether it is offered that a next hop that is a link-local address stands alone; not without
    /// it.
    public Builder linkLocalNextHop(boolean offered) {
      linkLocalNextHop = offered;
      return this;
    }

    /// What else is wanted of its OPEN; what the RFCs want without it.
    public Builder openTerms(OpenTerms terms) {
      openTerms = terms;
      return this;
    }

    /// What is wanted of its connections' sockets.
    public Builder socket(SocketOptions options) {
      socket = options;
      return this;
    }

    /// What is said of our own restarts; without it, that its routes are kept over its own.
    public Builder restart(RestartOffer offer) {
      restart = offer;
      return this;
    }

    /// The settings as collected so far; the builder can go on.
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
          connectRetrySecondsMax,
          delayOpenSeconds,
          passive,
          families,
          addPathReceive,
          addPathSend,
          extendedMessage,
          password,
          anyFirstAs,
          attributes,
          role,
          extendedNextHop,
          linkLocalNextHop,
          openTerms,
          socket,
          restart);
    }
  }

  /// The password is never printed.
  @Override
  public String toString() {
    return name + " (" + remoteAddress + ")";
  }
}
