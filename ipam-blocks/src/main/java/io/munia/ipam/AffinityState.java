package io.munia.ipam;

/// How far the claim of a block is, as Calico spells it.
enum AffinityState {
  PENDING("pending"),
  CONFIRMED("confirmed"),
  PENDING_DELETION("pendingDeletion");

  private final String text;

  AffinityState(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }
}
