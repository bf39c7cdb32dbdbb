/** What all servers together offer at one address, and where each name and URI of it leads. */
@NullMarked
package dev.mcpmanager.catalog;

import org.jspecify.annotations.NullMarked;
