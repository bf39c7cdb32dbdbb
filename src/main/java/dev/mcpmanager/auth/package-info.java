/** Who may call: the access token, and browser sessions opened with it. */
@NullMarked
package dev.mcpmanager.auth;

import org.jspecify.annotations.NullMarked;
