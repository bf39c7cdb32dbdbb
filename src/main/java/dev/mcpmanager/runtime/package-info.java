/** What every place to run a server offers. */
@NullMarked
package dev.mcpmanager.runtime;

import org.jspecify.annotations.NullMarked;
