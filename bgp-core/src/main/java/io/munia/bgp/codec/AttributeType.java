package io.munia.bgp.codec;

/// Attribute type codes that this speaker knows, by their names in the [registry of
/// IANA](https://www.iana.org/assignments/bgp-parameters). Integers and not an enum: they are
/// switched over for every attribute of every UPDATE.
final class AttributeType {
  static final int RESERVED = 0;
  static final int ORIGIN = 1;
  static final int AS_PATH = 2;
  static final int NEXT_HOP = 3;
  static final int MULTI_EXIT_DISC = 4;
  static final int LOCAL_PREF = 5;
  static final int ATOMIC_AGGREGATE = 6;
  static final int AGGREGATOR = 7;
  static final int COMMUNITIES = 8;
  static final int ORIGINATOR_ID = 9;
  static final int CLUSTER_LIST = 10;
  static final int MP_REACH_NLRI = 14;
  static final int MP_UNREACH_NLRI = 15;
  static final int EXTENDED_COMMUNITIES = 16;
  static final int AS4_PATH = 17;
  static final int AS4_AGGREGATOR = 18;
  static final int PMSI_TUNNEL = 22;
  static final int TUNNEL_ENCAPSULATION = 23;
  static final int IPV6_EXTENDED_COMMUNITIES = 25;
  static final int AIGP = 26;
  static final int BGP_LS = 29;
  static final int LARGE_COMMUNITIES = 32;
  static final int ONLY_TO_CUSTOMER = 35;
  static final int PREFIX_SID = 40;
  static final int ATTR_SET = 128;

  private static final int WELL_KNOWN = Wire.TRANSITIVE;
  private static final int OPTIONAL_TRANSITIVE = Wire.OPTIONAL | Wire.TRANSITIVE;
  private static final int OPTIONAL_NON_TRANSITIVE = Wire.OPTIONAL;

  private AttributeType() {}

  /// The Optional and Transitive bits that a type is specified with, or -1 where it is not known.
  static int flags(int type) {
    return switch (type) {
      case ORIGIN, AS_PATH, NEXT_HOP, LOCAL_PREF, ATOMIC_AGGREGATE -> WELL_KNOWN;
      case AGGREGATOR,
          COMMUNITIES,
          EXTENDED_COMMUNITIES,
          AS4_PATH,
          AS4_AGGREGATOR,
          PMSI_TUNNEL,
          TUNNEL_ENCAPSULATION,
          IPV6_EXTENDED_COMMUNITIES,
          LARGE_COMMUNITIES,
          ONLY_TO_CUSTOMER,
          PREFIX_SID,
          ATTR_SET ->
          OPTIONAL_TRANSITIVE;
      case MULTI_EXIT_DISC,
          ORIGINATOR_ID,
          CLUSTER_LIST,
          MP_REACH_NLRI,
          MP_UNREACH_NLRI,
          AIGP,
          BGP_LS ->
          OPTIONAL_NON_TRANSITIVE;
      default -> -1;
    };
  }

  /// The name that people are shown.
  static String name(int type) {
    return switch (type) {
      case ORIGIN -> "ORIGIN";
      case AS_PATH -> "AS_PATH";
      case NEXT_HOP -> "NEXT_HOP";
      case MULTI_EXIT_DISC -> "MULTI_EXIT_DISC";
      case LOCAL_PREF -> "LOCAL_PREF";
      case ATOMIC_AGGREGATE -> "ATOMIC_AGGREGATE";
      case AGGREGATOR -> "AGGREGATOR";
      case COMMUNITIES -> "COMMUNITIES";
      case ORIGINATOR_ID -> "ORIGINATOR_ID";
      case CLUSTER_LIST -> "CLUSTER_LIST";
      case MP_REACH_NLRI -> "MP_REACH_NLRI";
      case MP_UNREACH_NLRI -> "MP_UNREACH_NLRI";
      case EXTENDED_COMMUNITIES -> "EXTENDED COMMUNITIES";
      case AS4_PATH -> "AS4_PATH";
      case AS4_AGGREGATOR -> "AS4_AGGREGATOR";
      case IPV6_EXTENDED_COMMUNITIES -> "IPv6 EXTENDED COMMUNITIES";
      case AIGP -> "AIGP";
      case PMSI_TUNNEL -> "PMSI_TUNNEL";
      case TUNNEL_ENCAPSULATION -> "TUNNEL_ENCAPSULATION";
      case BGP_LS -> "BGP_LS";
      case PREFIX_SID -> "PREFIX_SID";
      case ATTR_SET -> "ATTR_SET";
      case LARGE_COMMUNITIES -> "LARGE_COMMUNITY";
      case ONLY_TO_CUSTOMER -> "ONLY_TO_CUSTOMER";
      default -> "attribute " + type;
    };
  }
}
