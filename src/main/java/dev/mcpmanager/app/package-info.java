/** Settings and the wiring of everything else. */
@NullMarked
package dev.mcpmanager.app;

import org.jspecify.annotations.NullMarked;
