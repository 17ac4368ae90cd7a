package io.munia.peering.text;

import io.munia.bgp.session.PeerSettings;
import io.munia.bgp.session.PeerSettings.Passive;
import io.munia.bgp.session.PeerSettings.RemoteAs;
import io.munia.net.AddressFamily;
import io.munia.net.Asn;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.RouterId;
import io.munia.peering.model.Password;
import io.munia.peering.model.PeerOptions;
import io.munia.peering.model.PeerOptions.NextHopSelf;
import io.munia.peering.model.PeerOptions.ReflectorClient;
import io.munia.rib.policy.Policy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Neighbours out of what was given to them and to their groups.
final class PeerAssembly {
  /// A key file holds one line.
  private static final long PASSWORD_FILE_BYTES_MAX = 4096;

  private final Map<String, Given> groups;
  private final Map<String, Policy> policies;
  private final Asn localAs;

  /// Of our confederation.
  private final Set<Asn> members;

  /// Our AS as it is known outside.
  private final Asn outside;

  private final RouterId routerId;
  private final Problems problems;

  PeerAssembly(
      Given root, Map<String, Policy> policies, Asn as, RouterId routerId, Problems problems) {
    this.groups = root.get(Options.GROUPS, Map.of());
    this.members =
        root.get(RoutingOptions.CONFEDERATION)
            .flatMap(section -> section.get(RoutingOptions.MEMBERS))
            .map(Set::copyOf)
            .orElse(Set.of());
    this.policies = policies;
    this.localAs = as;
    this.outside =
        root.get(RoutingOptions.CONFEDERATION)
            .flatMap(section -> section.get(RoutingOptions.CONFEDERATION_ID))
            .orElse(as);
    this.routerId = routerId;
    this.problems = problems;
    groups.values().forEach(this::checkPolicies);
  }

  /// Policies of a group are looked at even where no peer is in it.
  private void checkPolicies(Given group) {
    policy(group, Options.IMPORT, Policy.ACCEPT_ALL);
    policy(group, Options.EXPORT, Policy.ACCEPT_ALL);
  }

  /// An option of a neighbour, or of its group.
  <T> Optional<T> inherited(Given own, Option<T> option) {
    return own.get(option)
        .or(() -> own.get(Options.GROUP).map(groups::get).flatMap(group -> group.get(option)));
  }

  /// @param address of the neighbour or the first of its range; empty for the router at the other
  ///   end of a link
  Optional<PeerOptions> options(Given own, Optional<IpAddress> address) {
    Given given = own.get(Options.GROUP).map(name -> inherit(own, name)).orElse(own);
    Optional<RemoteAs> remoteAs = given.require(Options.REMOTE_AS).map(this::inConfederation);
    if (remoteAs.isEmpty()) {
      return Optional.empty();
    }
    boolean internal = internal(remoteAs.get());
    Policy unsaid = internal ? Policy.ACCEPT_ALL : Policy.REJECT_ALL;
    if (!internal) {
      warnOfDenial(given);
    }
    return Optional.of(
        new PeerOptions(
            remoteAs.get(),
            given.get(Options.PORT, PeerSettings.PORT),
            given.get(Options.LOCAL_ADDRESS),
            given.get(Options.HOLD_TIME, PeerSettings.HOLD_TIME_SECONDS),
            Math.toIntExact(
                given.get(Options.CONNECT_RETRY, (long) PeerSettings.CONNECT_RETRY_SECONDS)),
            given.get(Options.PASSIVE, false) ? Passive.YES : Passive.NO,
            given.get(Options.CLIENT, false) ? ReflectorClient.YES : ReflectorClient.NO,
            given.get(Options.NEXT_HOP_SELF, false) ? NextHopSelf.YES : NextHopSelf.NO,
            given.get(Options.CLUSTER_ID, routerId),
            families(given, address.map(IpAddress::version)),
            PathOptions.of(given),
            policy(given, Options.IMPORT, unsaid),
            policy(given, Options.EXPORT, unsaid),
            password(given),
            given.get(Options.DESCRIPTION, ""),
            ExchangeAssembly.of(given, problems),
            RelationOptions.of(given, outside, internal, problems),
            BfdOptions.of(given, problems),
            SessionOption.of(
                given,
                isInside(remoteAs.get()) && address.isPresent(),
                address.map(IpAddress::isLinkLocal).orElse(true),
                problems),
            RestartOptions.of(given)));
  }

  private Given inherit(Given own, String name) {
    Given group = groups.get(name);
    if (group == null) {
      problems.error(
          own.at(Options.GROUP),
          "found '" + name + "', which is no group",
          Spelling.hint(name, groups.keySet()));
      return own;
    }
    Given merged = own.over(group);
    // A peer's own key wins over its group's, whichever way each of them is given.
    if (own.get(Options.PASSWORD).isPresent()) {
      return merged.without(Options.PASSWORD_FILE);
    }
    return own.get(Options.PASSWORD_FILE).isPresent() ? merged.without(Options.PASSWORD) : merged;
  }

  private RemoteAs inConfederation(RemoteAs remoteAs) {
    return remoteAs instanceof RemoteAs.Exactly(Asn as) && members.contains(as)
        ? new RemoteAs.Member(as)
        : remoteAs;
  }

  /// Whether it is of our AS: another one of our confederation is a hop away.
  private boolean isInside(RemoteAs remoteAs) {
    return internal(remoteAs) && !(remoteAs instanceof RemoteAs.Member);
  }

  /// Whether it is of our AS, or of another one of our confederation.
  private boolean internal(RemoteAs remoteAs) {
    return switch (remoteAs) {
      case RemoteAs.Exactly(Asn as) -> as.equals(localAs);
      case RemoteAs.Member _, RemoteAs.Internal _ -> true;
      case RemoteAs.External() -> false;
    };
  }

  private void warnOfDenial(Given given) {
    for (Option<String> option : List.of(Options.IMPORT, Options.EXPORT)) {
      if (given.get(option).isEmpty()) {
        problems.warning(
            given.path(),
            "an eBGP peer without '"
                + option.key()
                + "': nothing is let "
                + (option.equals(Options.IMPORT) ? "in" : "out")
                + " (RFC 8212)",
            option.key() + " = accept-all, or a policy, would do");
      }
    }
  }

  private static Set<AddressFamily> families(Given given, Optional<IpVersion> version) {
    return given
        .get(Options.FAMILIES)
        .map(Set::copyOf)
        .orElseGet(() ->
            version
                .map(known ->
                    Set.of(
                        known == IpVersion.V6
                            ? AddressFamily.IPV6_UNICAST
                            : AddressFamily.IPV4_UNICAST))
                .orElse(Set.of(AddressFamily.IPV4_UNICAST, AddressFamily.IPV6_UNICAST)));
  }

  private Policy policy(Given given, Option<String> option, Policy unsaid) {
    Optional<String> name = given.get(option);
    if (name.isEmpty()) {
      return unsaid;
    }
    Policy policy = policies.get(name.get());
    if (policy == null) {
      problems.error(
          given.at(option),
          "found '" + name.get() + "', which is no policy",
          Spelling.hint(name.get(), policies.keySet()));
      return Policy.REJECT_ALL;
    }
    return policy;
  }

  private Optional<Password> password(Given given) {
    Optional<String> file = given.get(Options.PASSWORD_FILE);
    Optional<String> key = given.get(Options.PASSWORD);
    if (file.isPresent() && key.isPresent()) {
      problems.error(
          given.at(Options.PASSWORD), "stands beside password-file", "one of the two would do");
    } else if (file.isPresent()) {
      key = keyIn(file.get(), given.at(Options.PASSWORD_FILE));
    }
    key.ifPresent(text -> {
      int bytes = text.getBytes(StandardCharsets.UTF_8).length;
      if (bytes < 1 || bytes > Password.BYTES_MAX) {
        problems.error(
            given.at(file.isPresent() ? Options.PASSWORD_FILE : Options.PASSWORD),
            "the key has " + bytes + " bytes",
            "1 to " + Password.BYTES_MAX + " bytes would do");
      }
    });
    return key.map(text -> new Password(file, text));
  }

  private Optional<String> keyIn(String file, String path) {
    try {
      Path at = Path.of(file);
      if (!Files.isRegularFile(at)) {
        return refuse(path, file, "is not there");
      }
      if (!Files.isReadable(at)) {
        return refuse(path, file, "may not be read by this user");
      }
      if (Files.size(at) > PASSWORD_FILE_BYTES_MAX) {
        return refuse(path, file, "has more than " + PASSWORD_FILE_BYTES_MAX + " bytes");
      }
      return Optional.of(
          Files.readString(at, StandardCharsets.UTF_8).lines().findFirst().orElse("").strip());
    } catch (IOException | java.nio.file.InvalidPathException e) {
      return refuse(path, file, "cannot be read as text");
    }
  }

  private Optional<String> refuse(String path, String file, String why) {
    problems.error(
        path, "found \"" + file + "\", which " + why, "a readable file of one line would do");
    return Optional.empty();
  }
}
