/** Servers that somebody else runs, reached over the network. */
@NullMarked
package dev.mcpmanager.runtime.remote;

import org.jspecify.annotations.NullMarked;
