package io.munia.cli;

import io.munia.peering.control.Json;

/// What address management answers, as people read it.
final class IpamAnswers {
  private IpamAnswers() {}

  static ExitCode print(Command command, Json.Obj result, Terminal terminal) {
    terminal.out().println(PrettyJson.write(result));
    return ExitCode.OK;
  }
}
