/** What clients called, how it ended and how long it took: kept for a week, and added up by the minute. */
@NullMarked
package dev.mcpmanager.calls;

import org.jspecify.annotations.NullMarked;
