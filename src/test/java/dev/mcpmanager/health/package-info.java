@NullMarked
package dev.mcpmanager.health;

import org.jspecify.annotations.NullMarked;
