/** In-process publish/subscribe, bounded per subscriber. */
@NullMarked
package dev.mcpmanager.event;

import org.jspecify.annotations.NullMarked;
