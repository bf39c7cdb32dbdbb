/** The one JSON mapper. */
@NullMarked
package dev.mcpmanager.json;

import org.jspecify.annotations.NullMarked;
