/** HTTP: access, routes, the live socket and the page. */
@NullMarked
package dev.mcpmanager.web;

import org.jspecify.annotations.NullMarked;
