@NullMarked
package dev.mcpmanager.web;

import org.jspecify.annotations.NullMarked;
