@NullMarked
package dev.mcpmanager.gateway;

import org.jspecify.annotations.NullMarked;
