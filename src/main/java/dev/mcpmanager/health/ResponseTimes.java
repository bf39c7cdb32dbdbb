package dev.mcpmanager.health;

/** How long answers took, in milliseconds; percentiles have a relative error below 2.5 %. Immutable. */
public record ResponseTimes(double mean, double min, double max, double p50, double p95, double p99) {}
