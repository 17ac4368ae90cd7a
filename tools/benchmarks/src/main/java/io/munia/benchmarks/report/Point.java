package io.munia.benchmarks.report;

/// One outcome of a series.
public record Point(Axis axis, Outcome outcome) {}
