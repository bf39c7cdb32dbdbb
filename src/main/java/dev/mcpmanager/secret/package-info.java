/** Encrypts values at rest and says which names hold secrets. */
@NullMarked
package dev.mcpmanager.secret;

import org.jspecify.annotations.NullMarked;
