@NullMarked
package dev.mcpmanager.runtime.docker;

import org.jspecify.annotations.NullMarked;
