/** Probes, their history, exact availability and alerts. */
@NullMarked
package dev.mcpmanager.health;

import org.jspecify.annotations.NullMarked;
