package io.munia.rib.policy;

import io.munia.bgp.codec.AttributeScan;
import io.munia.net.AddressFamily;
import io.munia.net.IpAddress;
import io.munia.rib.policy.Policy.RpkiState;
import io.munia.rib.route.PathOrigin;
import java.util.Arrays;

/// The packed route that a policy is being asked about.
final class Subject {
  final AttributeScan scan = new AttributeScan();
  byte[] section = {};
  int from;
  int to;
  IpAddress nextHop = IpAddress.v4(0);
  AddressFamily family = AddressFamily.IPV4_UNICAST;
  long high;
  long low;
  int length;
  PathOrigin origin = PathOrigin.STATIC;
  String peer = "";
  String group = "";
  private int[] path = new int[16];
  private int pathLength;
  private boolean pathRead;
  private PolicyHits[] nested = {};
  private int[] nestedRules = {};
  private int nestedCount;

  void over(byte[] section, int from, int to, IpAddress nextHop) {
    this.section = section;
    this.from = from;
    this.to = to;
    this.nextHop = nextHop;
    pathRead = false;
    scan.over(section, from, to);
  }

  void route(
      AddressFamily family,
      long high,
      long low,
      int length,
      PathOrigin origin,
      String peer,
      String group) {
    this.family = family;
    this.high = high;
    this.low = low;
    this.length = length;
    this.origin = origin;
    this.peer = peer;
    this.group = group;
  }

  /// A nested policy was asked, and this rule of it decided.
  void decided(PolicyHits policy, int rule) {
    if (nestedCount == nested.length) {
      nested = Arrays.copyOf(nested, 2 * nestedCount + 4);
      nestedRules = Arrays.copyOf(nestedRules, 2 * nestedCount + 4);
    }
    nested[nestedCount] = policy;
    nestedRules[nestedCount++] = rule;
  }

  /// How often [#decided] was called.
  int nestedCount() {
    return nestedCount;
  }

  /// Forgets the answers of nested policies from this one on.
  void forget(int from) {
    nestedCount = from;
  }

  /// Counts what nested policies said.
  void countNested() {
    for (int i = 0; i < nestedCount; i++) {
      nested[i].count(nestedRules[i]);
    }
  }

  /// The numbers of AS_PATH, read once for each attribute set; [#pathLength] says how many.
  int[] path() {
    if (!pathRead) {
      int room = (scan.asPathTo() - scan.asPathFrom()) / 4 + 1;
      if (path.length < room) {
        path = new int[room];
      }
      pathLength = scan.asPathNumbers(path);
      pathRead = true;
    }
    return path;
  }

  /// Of what [#path] said.
  int pathLength() {
    return pathLength;
  }

  /// Nobody validates origins yet.
  RpkiState rpki() {
    return RpkiState.NOT_FOUND;
  }
}
