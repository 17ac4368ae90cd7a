package io.munia.ndp.socket;

import io.munia.ndp.Discovery;
import io.munia.ndp.Found;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All interfaces on which a neighbour is looked for. Owned by the discovery thread.
final class Links {
  private static final Logger LOG = LoggerFactory.getLogger(Links.class);

  /// Interfaces in all.
  static final int LINKS_MAX = 1_024;

  /// Interfaces are looked at so often where the kernel says nothing.
  private static final long LOOK_NANOS = 1_000_000_000L;

  private final RandomGenerator chance;
  private final Interfaces interfaces = new Interfaces();
  private final Map<String, Link> links = new LinkedHashMap<>();
  private long nextLook;

  Links(RandomGenerator chance) {
    this.chance = chance;
  }

  void discover(String device, NdpListener listener, long now) {
    Link there = links.get(device);
    if (there != null) {
      there.listener(listener);
      there.tellAgain();
      return;
    }
    if (links.size() >= LINKS_MAX) {
      String why = "is one more than the " + LINKS_MAX + " that are listened on";
      LOG.error("{} {}", device, why);
      listener.found(new Found(Optional.empty(), List.of(), why));
      return;
    }
    if (links.isEmpty()) {
      nextLook = now + LOOK_NANOS;
    }
    Link link = new Link(device, listener, chance, now);
    links.put(device, link);
    link.tellAgain();
    interfaces.refresh();
    link.look(interfaces, now);
  }

  void inUse(String device, boolean yes, long now) {
    Link link = links.get(device);
    if (link != null) {
      link.inUse(yes, now);
    }
  }

  void forget(String device) {
    Link link = links.remove(device);
    if (link != null) {
      link.close();
    }
  }

  /// Some interface or address has changed.
  void look(long now) {
    nextLook = now + LOOK_NANOS;
    interfaces.refresh();
    links.values().forEach(link -> link.look(interfaces, now));
  }

  void due(long now) {
    if (!links.isEmpty() && nextLook - now <= 0) {
      look(now);
    }
    links.values().forEach(link -> link.due(now));
  }

  long nextDeadlineNanos() {
    if (links.isEmpty()) {
      return Discovery.NEVER;
    }
    long next = nextLook;
    for (Link link : links.values()) {
      long deadline = link.nextDeadlineNanos();
      if (deadline != Discovery.NEVER && deadline - next < 0) {
        next = deadline;
      }
    }
    return next;
  }

  /// Those that have a socket now.
  List<Link> open() {
    List<Link> open = new ArrayList<>();
    for (Link link : links.values()) {
      if (link.socket() != null) {
        open.add(link);
      }
    }
    return open;
  }

  void stop() {
    links.values().forEach(Link::close);
    links.clear();
    interfaces.close();
  }
}
