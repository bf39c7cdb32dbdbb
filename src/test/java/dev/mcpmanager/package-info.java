@NullMarked
package dev.mcpmanager;

import org.jspecify.annotations.NullMarked;
