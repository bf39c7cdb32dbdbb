@NullMarked
package dev.mcpmanager.runtime.testing;

import org.jspecify.annotations.NullMarked;
