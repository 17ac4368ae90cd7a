package io.munia.lab;

/// How to look at a fabric that keeps running, from another terminal.
final class LookAround {
  private final DemoOptions options;
  private final Report report;

  LookAround(DemoOptions options, Report report) {
    this.options = options;
    this.report = report;
  }

  void print() {
    String in = "tools/demo --in " + options.launcher();
    report.chapter("The fabric keeps running. From another terminal:");
    report.line("");
    line(in + " a1 munia status");
    line(in + " a1 munia routes");
    line(in + " a1 munia ipam show");
    line(in + " a1 ip route");
    line(in + " pod-a1 ping POD-ADDRESS");
    switch (options.tor()) {
      case BIRD -> {
        line(in + " tor1 birdc show route");
        line(in + " spine birdc show protocols");
      }
      case MUNIA -> {
        line(in + " tor1 munia routes");
        line(in + " spine munia peers");
      }
    }
    line(in + " b2 tcpdump -ni eth0 port 179");
    line(in + " a1                      a shell on the node; files in /run/lab");
    report.line("");
    report.note(
        "Hosts: spine tor1 tor2 a1 a2 b1 b2 pod-a1 pod-a2 pod-b1 pod-b2. Ctrl-C ends and removes all of it.");
  }

  private void line(String text) {
    report.line("    " + text);
  }
}
