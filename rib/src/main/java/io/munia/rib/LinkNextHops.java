package io.munia.rib;

import io.munia.bgp.codec.LinkLocalForm;
import io.munia.bgp.codec.NextHopForm;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How our own IPv6 next hops are written to a neighbour, and why so (ADR 0039).
///
/// @param form [LinkLocalForm#BOTH] only where there is `linkLocal`
/// @param self our IPv6 address on the session's link, or null where it has none
/// @param linkLocal where `self` is no link-local address: the one of the same interface, if the
///   neighbour is on that link; else null
public record LinkNextHops(
    LinkLocalForm form, Why why, @Nullable IpAddress self, @Nullable IpAddress linkLocal) {
  /// Nothing is known of links.
  public static final LinkNextHops NONE =
      new LinkNextHops(LinkLocalForm.NATIVE, Why.DEFAULT, null, null);

  /// Where the form comes from.
  public enum Why {
    DEFAULT,
    /// From what the neighbour sends.
    LEARNED,
    /// Both have the capability of draft-ietf-idr-linklocal-capability.
    NEGOTIATED,
    CONFIGURED;

    /// For people.
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// With what holds before anything was heard: a neighbour on the link of our global address is
  /// told our link-local one as well ([RFC 2545
  /// §3](https://www.rfc-editor.org/rfc/rfc2545#section-3)).
  ///
  /// @param self our IPv6 address on the session's link, or null
  /// @param linkLocal the link-local one of an interface that the neighbour is on as well, or null
  public static LinkNextHops of(@Nullable IpAddress self, @Nullable IpAddress linkLocal) {
    boolean beside = self != null && !self.isLinkLocal() && linkLocal != null;
    return beside
        ? new LinkNextHops(LinkLocalForm.BOTH, Why.DEFAULT, self, linkLocal)
        : new LinkNextHops(LinkLocalForm.NATIVE, Why.DEFAULT, self, null);
  }

  /// As somebody asked for it; the usual form where the session has nothing that could be written
  /// so.
  public LinkNextHops configured(LinkLocalForm wanted) {
    return with(wanted == LinkLocalForm.NATIVE || fits(wanted) ? wanted : form, Why.CONFIGURED);
  }

  /// As it was agreed on.
  public LinkNextHops negotiated() {
    return overLinkLocal() ? with(LinkLocalForm.NATIVE, Why.NEGOTIATED) : this;
  }

  /// As the neighbour does it; the same where that says nothing about this session.
  public LinkNextHops learned(LinkLocalForm heard) {
    return fits(heard) ? with(heard, Why.LEARNED) : this;
  }

  /// What the neighbour has shown, where that is what holds.
  public Optional<LinkLocalForm> learned() {
    return why == Why.LEARNED ? Optional.of(form) : Optional.empty();
  }

  /// Whether what the neighbour sends may change it.
  boolean learns() {
    return (why == Why.DEFAULT || why == Why.LEARNED) && isOnLink();
  }

  /// Whether there is a link-local address that a next hop of ours could have.
  public boolean isOnLink() {
    return overLinkLocal() || linkLocal != null;
  }

  /// What it means for routes of a family.
  ///
  /// @param v6 whether our IPv6 address is what stands for us there
  NextHopForm of(AddressFamily family, boolean v6) {
    return !family.isUnicast() || !v6
        ? NextHopForm.USUAL
        : form == LinkLocalForm.BOTH
            ? new NextHopForm(form, self, linkLocal)
            : new NextHopForm(form, null, null);
  }

  private boolean overLinkLocal() {
    return self != null && self.isLinkLocal();
  }

  private boolean fits(LinkLocalForm wanted) {
    return wanted == LinkLocalForm.BOTH ? linkLocal != null : overLinkLocal();
  }

  private LinkNextHops with(LinkLocalForm other, Why because) {
    return new LinkNextHops(other, because, self, linkLocal);
  }
}
