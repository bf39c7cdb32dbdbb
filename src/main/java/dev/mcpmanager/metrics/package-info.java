/** What monitoring systems read of the manager: how its servers are, and what clients call. */
@NullMarked
package dev.mcpmanager.metrics;

import org.jspecify.annotations.NullMarked;
