@NullMarked
package dev.mcpmanager.oauth;

import org.jspecify.annotations.NullMarked;
