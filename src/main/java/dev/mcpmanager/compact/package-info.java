/** Numbers and counts in few bytes. */
@NullMarked
package dev.mcpmanager.compact;

import org.jspecify.annotations.NullMarked;
