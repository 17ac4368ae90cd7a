package io.munia.bgp.session;

import io.munia.bgp.capability.Negotiated;
import io.munia.bgp.codec.Verdict;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A message of a neighbour that was not as it should be, kept as it came ([RFC 7606
/// §6](https://www.rfc-editor.org/rfc/rfc7606#section-6)).
///
/// @param message header included; not shared, not changed. Of a header that is none, the header
/// @param verdict what came of it
/// @param negotiated how the session encoded; null before there was one
/// @param ago for how long it has been kept
@SuppressWarnings("ArrayRecordComponent") // handed out once, never compared
public record Quarantined(
    byte[] message, Verdict verdict, @Nullable Negotiated negotiated, Duration ago) {}
