@NullMarked
package dev.mcpmanager.logs.testing;

import org.jspecify.annotations.NullMarked;
