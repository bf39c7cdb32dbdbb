@NullMarked
package dev.mcpmanager.app;

import org.jspecify.annotations.NullMarked;
