/** The manager as OAuth client of servers that want a sign-in: discovery, registration, tokens. */
@NullMarked
package dev.mcpmanager.oauth;

import org.jspecify.annotations.NullMarked;
