/** SQLite: one writer, pooled readers, migrations. */
@NullMarked
package dev.mcpmanager.storage;

import org.jspecify.annotations.NullMarked;
