@NullMarked
package dev.mcpmanager.health.testing;

import org.jspecify.annotations.NullMarked;
