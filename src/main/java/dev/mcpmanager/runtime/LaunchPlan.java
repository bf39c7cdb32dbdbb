package dev.mcpmanager.runtime;

import dev.mcpmanager.server.ServerDefinition;
import java.util.concurrent.CompletableFuture;

/**
 * One run of a server about to be started. Immutable.
 *
 * @param run number of the run, counting up from 1 for each server and never used twice
 * @param cancelled completes when nobody wants the run any more: a start that takes long, such as one that loads an
 *     image, then ends
 */
public record LaunchPlan(ServerDefinition definition, long run, CompletableFuture<Void> cancelled) {}
