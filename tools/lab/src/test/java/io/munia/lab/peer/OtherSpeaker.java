package io.munia.lab.peer;

/// Another daemon on the far end of a [Cable]: what the tests ask of it, in its own words.
public interface OtherSpeaker {

  /// Whether it has our route with this next hop.
  boolean hears(String prefix, String nextHop);

  /// Stops announcing its two routes.
  void withdraw();

  /// Whether it says that we ended the session with a Cease.
  boolean sawCease();

  /// Its log, for the failure's message.
  String log();
}
