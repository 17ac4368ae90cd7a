package io.munia.rib;

import io.munia.bgp.attribute.PathAttributes;
import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.AttributesCodec;
import io.munia.bgp.codec.LinkLocalForm;
import io.munia.bgp.codec.MessageFrame;
import io.munia.bgp.codec.NlriCursor;
import io.munia.bgp.codec.UpdateReader;
import io.munia.bgp.codec.Verdict;
import io.munia.bgp.session.MessageSink;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.net.IpVersion;
import io.munia.net.Prefix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A neighbour's end of a session: keeps what the bytes that it was sent say.
final class Heard implements MessageSink {
  final Map<Prefix, Announced> routes = new TreeMap<>();

  /// The same by path id, which is 0 where there are none.
  final Map<Prefix, Map<Integer, Announced>> paths = new TreeMap<>();

  /// How link-local next hops of announcements were written to it.
  final Map<Prefix, Optional<LinkLocalForm>> forms = new TreeMap<>();

  final List<String> log = new ArrayList<>();
  final Set<AddressFamily> endOfRib = EnumSet.noneOf(AddressFamily.class);

  /// What had been announced when IPv4's End-of-RIB came for the first time.
  @Nullable Map<Prefix, Announced> atEndOfRib;

  @Nullable Map<Prefix, Map<Integer, Announced>> pathsAtEndOfRib;

  int references;
  int sends;
  long bytes;
  boolean writable = true;

  /// Sends before the session says that it takes no more, which is advice: what is sent beyond is
  /// taken. -1 for any number.
  int room = -1;

  private final Negotiated negotiated;
  private final UpdateReader reader = new UpdateReader();
  private final NlriCursor cursor = new NlriCursor();

  record Announced(IpAddress nextHop, PathAttributes attributes) {}

  private final class Shared implements SharedMessages {
    private final byte[] copy;

    Shared(byte[] copy) {
      this.copy = copy;
    }

    @Override
    public int length() {
      return copy.length;
    }

    @Override
    public void release() {
      references--;
    }
  }

  /// @param negotiated as the receiver sees it
  Heard(Negotiated negotiated) {
    this.negotiated = negotiated;
  }

  @Override
  public boolean writable() {
    return writable && room != 0;
  }

  @Override
  public SharedMessages share(byte[] bytes, int length) {
    references++;
    return new Shared(Arrays.copyOf(bytes, length));
  }

  @Override
  public void send(SharedMessages messages, int from, int to) {
    if (room > 0) {
      room--;
    }
    sends++;
    bytes += to - from;
    byte[] all = ((Shared) messages).copy;
    int at = from;
    while (at < to) {
      int length = MessageFrame.length(all, at, to, negotiated.messageBytesMax());
      if (length <= 0) {
        throw new AssertionError("not cut at a message border: " + at + " of " + from + "-" + to);
      }
      message(all, at, at + length);
      at += length;
    }
  }

  private void message(byte[] all, int from, int to) {
    if (MessageFrame.type(all, from) == MessageFrame.ROUTE_REFRESH) {
      log.add(all[from + 21] == 1 ? "begin" : "end");
      return;
    }
    Verdict verdict = reader.read(all, from, to, negotiated);
    if (!(verdict instanceof Verdict.Intact)) {
      throw new AssertionError("sent what is " + verdict);
    }
    for (AddressFamily family : AddressFamily.values()) {
      if (reader.isEndOfRib(family)) {
        if (endOfRib.add(family) && family == AddressFamily.IPV4_UNICAST) {
          atEndOfRib = Map.copyOf(routes);
          Map<Prefix, Map<Integer, Announced>> copy = new TreeMap<>();
          paths.forEach((prefix, each) -> copy.put(prefix, Map.copyOf(each)));
          pathsAtEndOfRib = copy;
        }
        log.add("eor " + family);
      }
      if (reader.withdrawn(family, cursor)) {
        while (cursor.next()) {
          log.add("- " + cursor.prefix() + id());
          routes.remove(cursor.prefix());
          paths.computeIfPresent(
              cursor.prefix(),
              (_, each) -> {
                each.remove(cursor.pathId());
                return each.isEmpty() ? null : each;
              });
        }
      }
      if (reader.announced(family, cursor)) {
        announced(family);
      }
    }
  }

  private void announced(AddressFamily family) {
    IpAddress nextHop =
        new IpAddress(
            reader.nextHopIsV6(family) ? IpVersion.V6 : IpVersion.V4,
            reader.nextHopHigh(family),
            reader.nextHopLow(family));
    PathAttributes attributes =
        AttributesCodec.decode(reader.attributes(), reader.attributesFrom(), reader.attributesTo());
    while (cursor.next()) {
      log.add("+ " + cursor.prefix() + id());
      Announced announced = new Announced(nextHop, attributes);
      routes.put(cursor.prefix(), announced);
      forms.put(cursor.prefix(), Optional.ofNullable(reader.linkLocalForm()));
      paths.computeIfAbsent(cursor.prefix(), _ -> new TreeMap<>()).put(cursor.pathId(), announced);
    }
  }

  private String id() {
    return cursor.pathId() == 0 ? "" : " " + cursor.pathId();
  }
}
