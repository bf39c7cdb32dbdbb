/** Desired state, restarts, backoff, crash loops and what earlier managers left behind. */
@NullMarked
package dev.mcpmanager.supervision;

import org.jspecify.annotations.NullMarked;
