/** Calls of servers over REST, which reach them as a client's of the gateway do. */
@NullMarked
package dev.mcpmanager.trial;

import org.jspecify.annotations.NullMarked;
