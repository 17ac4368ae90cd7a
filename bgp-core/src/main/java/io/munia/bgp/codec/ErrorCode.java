package io.munia.bgp.codec;

/// Error codes and subcodes of a NOTIFICATION, by their names in the [registry of
/// IANA](https://www.iana.org/assignments/bgp-parameters).
public final class ErrorCode {
  /// Code of faults in the header of a message ([RFC 4271
  /// §6.1](https://www.rfc-editor.org/rfc/rfc4271#section-6.1)).
  public static final int MESSAGE_HEADER = 1;

  /// The marker is not all ones.
  public static final int HEADER_CONNECTION_NOT_SYNCHRONIZED = 1;

  /// A length that no message, or none of this type, has; the data are that length.
  public static final int HEADER_BAD_MESSAGE_LENGTH = 2;

  /// A type that is not known; the data are that type.
  public static final int HEADER_BAD_MESSAGE_TYPE = 3;

  /// Code of faults in an OPEN ([RFC 4271
  /// §6.2](https://www.rfc-editor.org/rfc/rfc4271#section-6.2)).
  public static final int OPEN_MESSAGE = 2;

  /// A fault that no other subcode names.
  public static final int OPEN_UNSPECIFIC = 0;

  /// Another version than 4; the data are the version that is spoken, in two octets.
  public static final int OPEN_UNSUPPORTED_VERSION = 1;

  /// An AS that this neighbour is not to have.
  public static final int OPEN_BAD_PEER_AS = 2;

  /// An identifier of zero, or ours, where it must not be.
  public static final int OPEN_BAD_BGP_IDENTIFIER = 3;

  /// An optional parameter that is not known.
  public static final int OPEN_UNSUPPORTED_OPTIONAL_PARAMETER = 4;

  /// A hold time of 1 or 2 s, or below what is wanted.
  public static final int OPEN_UNACCEPTABLE_HOLD_TIME = 6;

  /// Capabilities are missing, which the data list ([RFC 5492
  /// §5](https://www.rfc-editor.org/rfc/rfc5492#section-5)).
  public static final int OPEN_UNSUPPORTED_CAPABILITY = 7;

  /// Roles that do not fit to each other ([RFC 9234
  /// §4.2](https://www.rfc-editor.org/rfc/rfc9234#section-4.2)).
  public static final int OPEN_ROLE_MISMATCH = 11;

  /// Code of faults in an UPDATE ([RFC 4271
  /// §6.3](https://www.rfc-editor.org/rfc/rfc4271#section-6.3)), as far as they still end a session
  /// ([RFC 7606](https://www.rfc-editor.org/rfc/rfc7606)).
  public static final int UPDATE_MESSAGE = 3;

  /// Lengths that contradict each other, or an attribute that stands twice.
  public static final int UPDATE_MALFORMED_ATTRIBUTE_LIST = 1;

  /// A well-known attribute that is not known; the data are the attribute.
  public static final int UPDATE_UNRECOGNIZED_WELL_KNOWN = 2;

  /// A mandatory attribute is missing; the data are its type.
  public static final int UPDATE_MISSING_WELL_KNOWN = 3;

  /// Flags that contradict the type; the data are the attribute.
  public static final int UPDATE_ATTRIBUTE_FLAGS = 4;

  /// A length that does not fit to the type; the data are the attribute.
  public static final int UPDATE_ATTRIBUTE_LENGTH = 5;

  /// An ORIGIN that is not known; the data are the attribute.
  public static final int UPDATE_INVALID_ORIGIN = 6;

  /// A NEXT_HOP that is no address of a host; the data are the attribute.
  public static final int UPDATE_INVALID_NEXT_HOP = 8;

  /// An optional attribute that cannot be read; the data are the attribute.
  public static final int UPDATE_OPTIONAL_ATTRIBUTE = 9;

  /// NLRI that cannot be read.
  public static final int UPDATE_INVALID_NETWORK_FIELD = 10;

  /// An AS_PATH that cannot be read.
  public static final int UPDATE_MALFORMED_AS_PATH = 11;

  /// Code where nothing came for the hold time ([RFC 4271
  /// §6.5](https://www.rfc-editor.org/rfc/rfc4271#section-6.5)).
  public static final int HOLD_TIMER_EXPIRED = 4;

  /// Code of a message that has no place in the state ([RFC 6608
  /// §3](https://www.rfc-editor.org/rfc/rfc6608#section-3)).
  public static final int FINITE_STATE_MACHINE = 5;

  /// In a state that no other subcode names.
  public static final int FSM_UNSPECIFIC = 0;

  /// While the OPEN is waited for; the data are the type of the message.
  public static final int FSM_IN_OPEN_SENT = 1;

  /// While the first KEEPALIVE is waited for; the data are the type of the message.
  public static final int FSM_IN_OPEN_CONFIRM = 2;

  /// In a session that stands; the data are the type of the message.
  public static final int FSM_IN_ESTABLISHED = 3;

  /// Code of an end that is no fault of the neighbour ([RFC 4486
  /// §3](https://www.rfc-editor.org/rfc/rfc4486#section-3)).
  public static final int CEASE = 6;

  /// More prefixes than its limit.
  public static final int CEASE_MAXIMUM_PREFIXES = 1;

  /// For good; the data can say why ([RFC 9003
  /// §2](https://www.rfc-editor.org/rfc/rfc9003#section-2)).
  public static final int CEASE_ADMINISTRATIVE_SHUTDOWN = 2;

  /// It is no neighbour of ours any longer.
  public static final int CEASE_PEER_DECONFIGURED = 3;

  /// To begin anew; the data can say why ([RFC 9003
  /// §2](https://www.rfc-editor.org/rfc/rfc9003#section-2)).
  public static final int CEASE_ADMINISTRATIVE_RESET = 4;

  /// It is not wanted now, or not known.
  public static final int CEASE_CONNECTION_REJECTED = 5;

  /// What was agreed on is configured otherwise.
  public static final int CEASE_OTHER_CONFIGURATION_CHANGE = 6;

  /// The other of two connections goes on ([RFC 4271
  /// §6.8](https://www.rfc-editor.org/rfc/rfc4271#section-6.8)).
  public static final int CEASE_CONNECTION_COLLISION = 7;

  /// There is no room for it.
  public static final int CEASE_OUT_OF_RESOURCES = 8;

  /// No routes are to be kept; the data are the code, subcode and data that are meant ([RFC 8538
  /// §3](https://www.rfc-editor.org/rfc/rfc8538#section-3)).
  public static final int CEASE_HARD_RESET = 9;

  /// BFD says that the path is lost ([RFC 9384](https://www.rfc-editor.org/rfc/rfc9384)).
  public static final int CEASE_BFD_DOWN = 10;

  /// Code of faults in a ROUTE-REFRESH ([RFC 7313
  /// §5](https://www.rfc-editor.org/rfc/rfc7313#section-5)).
  public static final int ROUTE_REFRESH_MESSAGE = 7;

  /// Its length is another than that of its kind; the data are the message.
  public static final int REFRESH_INVALID_MESSAGE_LENGTH = 1;

  /// Code where the neighbour took nothing for too long ([RFC 9687
  /// §4](https://www.rfc-editor.org/rfc/rfc9687#section-4)).
  public static final int SEND_HOLD_TIMER_EXPIRED = 8;

  private ErrorCode() {}
}
