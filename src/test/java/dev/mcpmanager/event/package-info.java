@NullMarked
package dev.mcpmanager.event;

import org.jspecify.annotations.NullMarked;
