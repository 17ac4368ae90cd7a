package io.munia.peering.model;

import io.munia.bgp.capability.AttributeRules;
import io.munia.bgp.capability.BgpRole;
import io.munia.bgp.codec.ExportRules.PrivateAs;
import io.munia.bgp.session.PeerSettings;
import io.munia.net.Asn;
import io.munia.rib.PeerRules;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a neighbour is to us, and what that does to routes whatever policies say.
///
/// @param role what we are to it ([RFC 9234](https://www.rfc-editor.org/rfc/rfc9234))
/// @param roleStrict whether it must say what it is to us
/// @param localAs the AS that it knows us by, where that is another one
/// @param allowAsIn see [PeerRules]
/// @param asOverride see [PeerRules]
/// @param privateAs see [PeerRules]
/// @param attributes what may stand in path attributes
/// @param gracefulShutdown see [PeerRules]
/// @param blackhole see [PeerRules]
public record Relation(
    Optional<BgpRole> role,
    boolean roleStrict,
    Optional<LocalAs> localAs,
    int allowAsIn,
    boolean asOverride,
    PrivateAs privateAs,
    AttributeRules attributes,
    boolean gracefulShutdown,
    boolean blackhole) {
  /// What holds where nothing is said.
  public static final Relation USUAL =
      new Relation(
          Optional.empty(),
          false,
          Optional.empty(),
          0,
          false,
          PrivateAs.KEEP,
          AttributeRules.USUAL,
          true,
          false);

  /// Another AS of ours.
  ///
  /// @param as the one that the neighbour knows
  /// @param own the one that it would know else
  /// @param prepend whether the first stands in front of what the neighbour tells
  /// @param replace whether it stands alone in what the neighbour is told, without the second
  public record LocalAs(Asn as, Asn own, boolean prepend, boolean replace) {}

  /// As the tables want it.
  public PeerRules rules() {
    return new PeerRules(
        localAs.map(LocalAs::own).orElse(null),
        localAs.map(LocalAs::prepend).orElse(false),
        localAs.map(local -> !local.replace()).orElse(false),
        allowAsIn,
        asOverride,
        privateAs,
        gracefulShutdown,
        blackhole);
  }

  /// As the session wants it.
  public PeerSettings.@Nullable LocalRole localRole() {
    return role.map(ours -> new PeerSettings.LocalRole(ours, roleStrict)).orElse(null);
  }
}
