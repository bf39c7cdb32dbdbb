/** The memory and CPU that servers used over time: sampled, added up by the minute, and kept for a week. */
@NullMarked
package dev.mcpmanager.usage;

import org.jspecify.annotations.NullMarked;
