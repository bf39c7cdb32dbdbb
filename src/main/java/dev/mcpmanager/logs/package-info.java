/** What servers print: lines and the latest of them in memory. */
@NullMarked
package dev.mcpmanager.logs;

import org.jspecify.annotations.NullMarked;
