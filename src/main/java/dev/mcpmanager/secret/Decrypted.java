package dev.mcpmanager.secret;

/** How a decryption went. */
public sealed interface Decrypted {

    /** It went well; the text does not show in {@link #toString()}. */
    record Plain(String text) implements Decrypted {
        @Override
        public String toString() {
            return "(secret)";
        }
    }

    /**
     * The key is lost, wrong or unusable, or the text was changed.
     *
     * @param reason names the key file and the remedy
     */
    record Unreadable(String reason) implements Decrypted {}
}
