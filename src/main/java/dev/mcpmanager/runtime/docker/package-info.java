/** Servers as containers of a Docker or Podman engine. */
@NullMarked
package dev.mcpmanager.runtime.docker;

import org.jspecify.annotations.NullMarked;
