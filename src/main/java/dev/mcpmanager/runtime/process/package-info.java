/** Runs servers as processes of this machine, and ends all that they started. */
@NullMarked
package dev.mcpmanager.runtime.process;

import org.jspecify.annotations.NullMarked;
