package io.munia.daemon;

import io.munia.ipam.Allocation;
import io.munia.ipam.AssignRequest;
import io.munia.ipam.Assignment;
import io.munia.ipam.Ipam;
import io.munia.ipam.IpamException;
import io.munia.ipam.store.StoreException;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.peering.control.Json;
import io.munia.peering.control.Verb;
import io.munia.peering.control.VerbException;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// `ipam-show`, `ipam-check`, `ipam-assign`, `ipam-release`.
final class IpamVerbs {
  private static final String ATTRIBUTE = "attr.";

  private IpamVerbs() {}

  /// They are there without address management too, and say so.
  static List<Verb> of(Optional<Ipam> ipam) {
    return List.of(
        new IpamVerb(
            "ipam-show", Verb.Access.READ, _ -> false, ipam, (i, _) -> IpamJson.report(i.show())),
        new IpamVerb(
            "ipam-check",
            Verb.Access.READ,
            _ -> false,
            ipam,
            (i, _) -> IpamJson.findings(i.check())),
        new IpamVerb(
            "ipam-assign",
            Verb.Access.WRITE,
            IpamVerbs::assignUnderstands,
            ipam,
            IpamVerbs::assign),
        new IpamVerb(
            "ipam-release",
            Verb.Access.WRITE,
            Set.of("handle", "address")::contains,
            ipam,
            IpamVerbs::release));
  }

  @FunctionalInterface
  private interface Question {
    Json.Obj of(Ipam ipam, Map<String, String> args) throws VerbException;
  }

  private record IpamVerb(
      String name, Access access, Predicate<String> known, Optional<Ipam> ipam, Question question)
      implements Verb {
    @Override
    public boolean understands(String argument) {
      return known.test(argument);
    }

    @Override
    public Json.Obj answer(Map<String, String> args) throws VerbException {
      if (ipam.isEmpty()) {
        throw new VerbException(
            VerbException.FAILED, "this muniad has no address management: munia.ipam is not set");
      }
      try {
        return question.of(ipam.get(), args);
      } catch (IllegalArgumentException e) {
        throw new VerbException(VerbException.USAGE, String.valueOf(e.getMessage()));
      } catch (StoreException | IpamException e) {
        throw new VerbException(VerbException.FAILED, String.valueOf(e.getMessage()));
      }
    }
  }

  private static boolean assignUnderstands(String argument) {
    return Set.of("handle", "family", "address").contains(argument)
        || argument.startsWith(ATTRIBUTE);
  }

  private static Json.Obj assign(Ipam ipam, Map<String, String> args) throws VerbException {
    String handle = args.getOrDefault("handle", "");
    if (handle.isEmpty()) {
      throw new VerbException(
          VerbException.USAGE, "an address is for somebody: --handle ID would do");
    }
    if (args.containsKey("address")) {
      throw new VerbException(
          VerbException.USAGE, "this version gives no address of choice: leave --address out");
    }
    Map<String, String> attributes = new HashMap<>();
    args.forEach((name, value) -> {
      if (name.startsWith(ATTRIBUTE)) {
        attributes.put(name.substring(ATTRIBUTE.length()), value);
      }
    });
    AssignRequest request = new AssignRequest(handle, versions(ipam, args), Set.of(), attributes);
    return switch (ipam.assign(request)) {
      case Assignment.Assigned(List<Allocation> addresses) ->
          Json.object()
              .put("handle", handle)
              .put("addresses", addresses.stream().map(IpamJson::allocation).toList())
              .build();
      case Assignment.Refused(String why) -> throw new VerbException(VerbException.FAILED, why);
    };
  }

  /// Those asked for, or those that there are pools of.
  private static Set<IpVersion> versions(Ipam ipam, Map<String, String> args) throws VerbException {
    return switch (args.getOrDefault("family", "")) {
      case "4", "ipv4", "ipv4-unicast" -> Set.of(IpVersion.V4);
      case "6", "ipv6", "ipv6-unicast" -> Set.of(IpVersion.V6);
      case "" -> {
        Set<IpVersion> versions = EnumSet.noneOf(IpVersion.class);
        ipam.show().pools().forEach(pool -> versions.add(pool.pool().version()));
        yield versions;
      }
      default -> throw new VerbException(VerbException.USAGE, "family: ipv4 or ipv6 would do");
    };
  }

  private static Json.Obj release(Ipam ipam, Map<String, String> args) throws VerbException {
    String handle = args.getOrDefault("handle", "");
    String address = args.getOrDefault("address", "");
    if (handle.isEmpty() == address.isEmpty()) {
      throw new VerbException(VerbException.USAGE, "an address or --handle ID would do");
    }
    List<IpAddress> released;
    if (handle.isEmpty()) {
      IpAddress one = IpAddress.parse(address);
      released = ipam.release(one) ? List.of(one) : List.of();
    } else {
      released = ipam.releaseByHandle(handle);
    }
    return Json.object()
        .put("released", released.stream().map(one -> Json.text(one.toString())).toList())
        .build();
  }
}
