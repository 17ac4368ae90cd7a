package io.munia.bgp.codec;

/// Error codes and subcodes of a NOTIFICATION, by their names in the [registry of
/// IANA](https://www.iana.org/assignments/bgp-parameters).
public final class ErrorCode {
  public static final int MESSAGE_HEADER = 1;
  public static final int HEADER_CONNECTION_NOT_SYNCHRONIZED = 1;
  public static final int HEADER_BAD_MESSAGE_LENGTH = 2;
  public static final int HEADER_BAD_MESSAGE_TYPE = 3;

  public static final int OPEN_MESSAGE = 2;
  public static final int OPEN_UNSPECIFIC = 0;
  public static final int OPEN_UNSUPPORTED_VERSION = 1;
  public static final int OPEN_BAD_PEER_AS = 2;
  public static final int OPEN_BAD_BGP_IDENTIFIER = 3;
  public static final int OPEN_UNSUPPORTED_OPTIONAL_PARAMETER = 4;
  public static final int OPEN_UNACCEPTABLE_HOLD_TIME = 6;
  public static final int OPEN_UNSUPPORTED_CAPABILITY = 7;
  public static final int OPEN_ROLE_MISMATCH = 11;

  public static final int UPDATE_MESSAGE = 3;
  public static final int UPDATE_MALFORMED_ATTRIBUTE_LIST = 1;
  public static final int UPDATE_UNRECOGNIZED_WELL_KNOWN = 2;
  public static final int UPDATE_MISSING_WELL_KNOWN = 3;
  public static final int UPDATE_ATTRIBUTE_FLAGS = 4;
  public static final int UPDATE_ATTRIBUTE_LENGTH = 5;
  public static final int UPDATE_INVALID_ORIGIN = 6;
  public static final int UPDATE_INVALID_NEXT_HOP = 8;
  public static final int UPDATE_OPTIONAL_ATTRIBUTE = 9;
  public static final int UPDATE_INVALID_NETWORK_FIELD = 10;
  public static final int UPDATE_MALFORMED_AS_PATH = 11;

  public static final int HOLD_TIMER_EXPIRED = 4;

  public static final int FINITE_STATE_MACHINE = 5;
  public static final int FSM_UNSPECIFIC = 0;
  public static final int FSM_IN_OPEN_SENT = 1;
  public static final int FSM_IN_OPEN_CONFIRM = 2;
  public static final int FSM_IN_ESTABLISHED = 3;

  public static final int CEASE = 6;
  public static final int CEASE_MAXIMUM_PREFIXES = 1;
  public static final int CEASE_ADMINISTRATIVE_SHUTDOWN = 2;
  public static final int CEASE_PEER_DECONFIGURED = 3;
  public static final int CEASE_ADMINISTRATIVE_RESET = 4;
  public static final int CEASE_CONNECTION_REJECTED = 5;
  public static final int CEASE_OTHER_CONFIGURATION_CHANGE = 6;
  public static final int CEASE_CONNECTION_COLLISION = 7;
  public static final int CEASE_OUT_OF_RESOURCES = 8;
  public static final int CEASE_HARD_RESET = 9;
  public static final int CEASE_BFD_DOWN = 10;

  public static final int ROUTE_REFRESH_MESSAGE = 7;
  public static final int REFRESH_INVALID_MESSAGE_LENGTH = 1;

  public static final int SEND_HOLD_TIMER_EXPIRED = 8;

  private ErrorCode() {}
}
