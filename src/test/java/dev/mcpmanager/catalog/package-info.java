@NullMarked
package dev.mcpmanager.catalog;

import org.jspecify.annotations.NullMarked;
