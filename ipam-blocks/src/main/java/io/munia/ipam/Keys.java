package io.munia.ipam;

import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import java.util.Optional;

/// Where each record stands in the store. Blocks, affinities and handles are where Calico has them
/// in etcd; what is Munia's own is kept apart, so that neither's tools touch the other's.
final class Keys {
  static final String BLOCKS = "/calico/ipam/v2/assignment/";
  static final String HOSTS = "/calico/ipam/v2/host/";
  static final String HANDLES = "/calico/ipam/v2/handle/";
  static final String CALICO = "/calico/ipam/v2/";
  static final String OWN = "/munia/ipam/v1/";
  static final String POOLS = OWN + "pools";
  static final String SPANS = OWN + "span/";
  static final String NODES = OWN + "node/";
  static final String GROWTH = OWN + "growth/";

  private Keys() {}

  static String block(Prefix cidr) {
    return BLOCKS + tail(cidr);
  }

  static String affinity(String host, Prefix cidr) {
    return HOSTS + host + "/" + tail(cidr);
  }

  static String affinities(String host) {
    return HOSTS + host + "/";
  }

  static String handle(String id) {
    return HANDLES + id;
  }

  static String node(String name) {
    return NODES + name;
  }

  static String span(String pool, String by, Prefix span) {
    return SPANS + pool + "/" + by + "/" + dashed(span);
  }

  /// The record that every claim of a span for this owner rewrites: whoever has not seen the last
  /// one cannot claim another.
  static String growth(String pool, String by, String owner) {
    return GROWTH + pool + "/" + by + "/" + owner;
  }

  private static String tail(Prefix cidr) {
    return (cidr.version() == IpVersion.V4 ? "ipv4/block/" : "ipv6/block/") + dashed(cidr);
  }

  private static String dashed(Prefix prefix) {
    return prefix.toString().replace('/', '-');
  }

  /// What a key is about.
  sealed interface Subject {
    record BlockOf(Prefix cidr) implements Subject {}

    record AffinityOf(String host, Prefix cidr) implements Subject {}

    record HandleOf(String id) implements Subject {}

    record SpanOf(String pool, String by, Prefix span) implements Subject {}

    record NodeOf(String name) implements Subject {}

    record Other() implements Subject {}
  }

  static Subject read(String key) {
    if (key.startsWith(BLOCKS)) {
      return cidr(key.substring(BLOCKS.length()))
          .<Subject>map(Subject.BlockOf::new)
          .orElseGet(Subject.Other::new);
    }
    if (key.startsWith(HANDLES)) {
      return new Subject.HandleOf(key.substring(HANDLES.length()));
    }
    if (key.startsWith(NODES)) {
      return new Subject.NodeOf(key.substring(NODES.length()));
    }
    if (key.startsWith(HOSTS)) {
      String rest = key.substring(HOSTS.length());
      int slash = rest.indexOf('/');
      if (slash > 0) {
        String host = rest.substring(0, slash);
        return cidr(rest.substring(slash + 1))
            .<Subject>map(cidr -> new Subject.AffinityOf(host, cidr))
            .orElseGet(Subject.Other::new);
      }
    }
    if (key.startsWith(SPANS)) {
      String[] parts = key.substring(SPANS.length()).split("/", -1);
      if (parts.length == 3) {
        return prefix(parts[2])
            .<Subject>map(span -> new Subject.SpanOf(parts[0], parts[1], span))
            .orElseGet(Subject.Other::new);
      }
    }
    return new Subject.Other();
  }

  private static Optional<Prefix> cidr(String tail) {
    int at = tail.indexOf("/block/");
    return at == 4 && (tail.startsWith("ipv4") || tail.startsWith("ipv6"))
        ? prefix(tail.substring(at + 7))
        : Optional.empty();
  }

  private static Optional<Prefix> prefix(String dashed) {
    int dash = dashed.lastIndexOf('-');
    if (dash < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Prefix.parse(dashed.substring(0, dash) + "/" + dashed.substring(dash + 1)));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
