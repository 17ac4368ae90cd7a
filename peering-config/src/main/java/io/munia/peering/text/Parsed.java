package io.munia.peering.text;

import io.munia.peering.model.PeeringConfig;
import java.util.List;

/// What came of reading a configuration.
public sealed interface Parsed {

  /// In the order of the file.
  List<Diagnostic> diagnostics();

  /// It can be started; what is merely odd is said.
  record Usable(PeeringConfig config, List<Diagnostic> diagnostics) implements Parsed {
    public Usable {
      diagnostics = List.copyOf(diagnostics);
    }
  }

  /// At least one error; all of them are said.
  record Refused(List<Diagnostic> diagnostics) implements Parsed {
    public Refused {
      diagnostics = List.copyOf(diagnostics);
    }
  }
}
