@NullMarked
package dev.mcpmanager.auth;

import org.jspecify.annotations.NullMarked;
