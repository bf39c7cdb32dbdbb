@NullMarked
package dev.mcpmanager.logs;

import org.jspecify.annotations.NullMarked;
