package io.munia.peering.router;

import io.munia.net.Prefix;
import java.util.function.Consumer;

/// A running speaker that was described in code; see `io.munia.peering.Munia`.
@SuppressWarnings("DoNotCallSuggester")
public final class Speaker implements AutoCloseable {
  private Speaker() {}

  public static Builder builder() {
    return new Builder();
  }

  /// The speaker behind it, for tables and status.
  public Router router() {
    throw new UnsupportedOperationException();
  }

  public void announce(String prefix) {
    throw new UnsupportedOperationException();
  }

  public void withdraw(String prefix) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }

  /// What became of a destination.
  ///
  /// @param how next hops, or a word
  public record RouteEvent(Prefix prefix, String how) {}

  /// Describes a speaker.
  public static final class Builder {
    private Builder() {}

    public Builder as(long number) {
      return this;
    }

    public Builder routerId(String id) {
      return this;
    }

    public Builder listen(String address, int port) {
      return this;
    }

    public Builder peer(String name, Consumer<PeerBuilder> options) {
      return this;
    }

    public Builder announce(String prefix) {
      return this;
    }

    public Builder onRoute(Consumer<RouteEvent> listener) {
      return this;
    }

    public Speaker start() throws StartException {
      throw new UnsupportedOperationException();
    }
  }

  /// Describes a neighbour.
  public static final class PeerBuilder {
    private PeerBuilder() {}

    public PeerBuilder address(String address) {
      return this;
    }

    public PeerBuilder port(int port) {
      return this;
    }

    public PeerBuilder remoteAs(long number) {
      return this;
    }

    public PeerBuilder importAll() {
      return this;
    }

    public PeerBuilder exportAll() {
      return this;
    }
  }
}
