/** Named sets of servers and of their tools. */
@NullMarked
package dev.mcpmanager.profile;

import org.jspecify.annotations.NullMarked;
