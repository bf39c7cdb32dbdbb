@NullMarked
package dev.mcpmanager.supervision;

import org.jspecify.annotations.NullMarked;
