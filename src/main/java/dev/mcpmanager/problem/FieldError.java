package dev.mcpmanager.problem;

/**
 * One bad field of an input. Immutable.
 *
 * @param field path of the field as the client wrote it, such as {@code restart.policy} or {@code args[2]}
 * @param message what is wrong with it and what would be right
 */
public record FieldError(String field, String message) {}
