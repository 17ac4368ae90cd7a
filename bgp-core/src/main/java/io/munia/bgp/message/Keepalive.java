package io.munia.bgp.message;

/// KEEPALIVE ([RFC 4271 §4.4](https://www.rfc-editor.org/rfc/rfc4271#section-4.4)): a header alone.
public record Keepalive() implements BgpMessage {}
