package io.munia.lab;

import io.munia.lab.Fabric.Node;

/// One pod on a node, with an address of each family: a namespace behind a veth pair, wired as a
/// CNI plugin wires it. On the node a host route leads to the pod; in the pod everything goes to a
/// link-local address that the node has on its end.
record Pod(Host host, Node node, String address4, String address6) {
  private static final String GATEWAY4 = "169.254.1.1";
  private static final String GATEWAY6 = "fe80::1";

  static Pod plug(Node node, String address4, String address6) {
    Host pod = Host.create("pod-" + node.name());
    node.host().cable("pod", pod, "eth0");
    node.host()
        .ip(
            "addr add " + GATEWAY4 + "/32 dev pod",
            "addr add " + GATEWAY6 + "/64 nodad dev pod",
            "link set pod up",
            "route add " + address4 + "/32 dev pod",
            "route add " + address6 + "/128 dev pod");
    pod.ip(
        "addr add " + address4 + "/32 dev eth0",
        "addr add " + address6 + "/128 nodad dev eth0",
        "link set eth0 up",
        "route add " + GATEWAY4 + "/32 dev eth0",
        "route add default via " + GATEWAY4 + " dev eth0",
        "route add ::/0 via " + GATEWAY6 + " dev eth0");
    return new Pod(pod, node, address4, address6);
  }

  boolean reaches4(Pod other) {
    return host.reaches(other.address4);
  }

  boolean reaches6(Pod other) {
    return host.reaches(other.address6);
  }
}
