@NullMarked
package dev.mcpmanager.oauth.testing;

import org.jspecify.annotations.NullMarked;
