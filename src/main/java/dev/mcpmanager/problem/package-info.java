/** What can go wrong, as sealed data. */
@NullMarked
package dev.mcpmanager.problem;

import org.jspecify.annotations.NullMarked;
