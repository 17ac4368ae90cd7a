package io.munia.peering;

import io.munia.peering.router.Speaker;

/// The example of the README; a test sees to it that both are the same.
final class ReadmeExample {
  private ReadmeExample() {}

  public static void main(String[] args) throws Exception {
    // README
    try (Speaker speaker =
        Munia.speaker()
            .as(64512)
            .routerId("10.0.0.1")
            .listen("0.0.0.0", 1790)
            .peer("tor", tor -> tor.address("10.0.0.254").remoteAs(64900).importAll().exportAll())
            .announce("10.64.0.0/26")
            .onRoute(route -> System.out.println(route))
            .start()) {
      speaker.announce("10.64.0.64/26");
      Thread.currentThread().join();
    }
    // README
  }
}
