package dev.mcpmanager.runtime;

import dev.mcpmanager.server.ServerDefinition;

/**
 * One run of a server about to be started. Immutable.
 *
 * @param run number of the run, counting up from 1 for each server and never used twice
 */
public record LaunchPlan(ServerDefinition definition, long run) {}
