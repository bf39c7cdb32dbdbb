/** What goes over the wire: the records that the REST API and the live socket send, as JSON. */
@NullMarked
package dev.mcpmanager.api;

import org.jspecify.annotations.NullMarked;
