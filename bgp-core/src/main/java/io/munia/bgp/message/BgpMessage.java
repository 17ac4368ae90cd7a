package io.munia.bgp.message;

/// One of the messages of [RFC 4271 §4](https://www.rfc-editor.org/rfc/rfc4271#section-4) and [RFC
/// 2918](https://www.rfc-editor.org/rfc/rfc2918). UPDATE, the one that is hot, is read in place by
/// `io.munia.bgp.codec.UpdateReader` and has no object here.
public sealed interface BgpMessage permits Open, Notification, Keepalive, RouteRefresh {}
