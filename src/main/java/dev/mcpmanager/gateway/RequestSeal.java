package dev.mcpmanager.gateway;

import dev.mcpmanager.mcp.RawJson;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and opens the {@code requestState} that a modern client carries from one try of a request to the next: encrypted
 * and authenticated, for one request alone, and for a time (2026-07-28, Multi Round-Trip Requests, Server Requirements).
 * Its key lives as long as this. Thread-safe.
 */
final class RequestSeal {
    /** A try that asks for nothing that is under way: the request just begins anew. */
    static final long NO_CALL = 0;

    private static final String CIPHER = "AES/GCM/NoPadding";
    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int DIGEST_BYTES = 32;

    /** What changes from one try of a request to the next. */
    private static final Set<String> OF_ONE_TRY = Set.of("_meta", Params.REQUEST_STATE, Params.INPUT_RESPONSES);

    /**
     * What is sealed.
     *
     * @param call which call waits, or {@link #NO_CALL}
     * @param round how often that call's client had been asked for input
     */
    record State(long call, int round) {}

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;
    private final Duration lifetime;

    RequestSeal(Duration lifetime) {
        this.lifetime = lifetime;
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        this.key = new SecretKeySpec(bytes, "AES");
    }

    /** @param request digest of what the state is for, see {@link #digest} */
    String seal(State state, byte[] request) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] plain = ByteBuffer.allocate(2 * Long.BYTES + Integer.BYTES + DIGEST_BYTES)
                .putLong(state.call)
                .putInt(state.round)
                .putLong(System.nanoTime() + lifetime.toNanos())
                .put(request)
                .array();
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain, 0).orElseThrow();
        return encoded(ByteBuffer.allocate(NONCE_BYTES + sealed.length)
                .put(nonce)
                .put(sealed)
                .array());
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Empty if it was not made here, was altered, has expired, or is for another request. */
    Optional<State> open(String text, byte[] request) {
        return decoded(text)
                .filter(bytes -> bytes.length > NONCE_BYTES)
                .flatMap(bytes -> run(Cipher.DECRYPT_MODE, bytes, bytes, NONCE_BYTES))
                .map(ByteBuffer::wrap)
                .flatMap(plain -> {
                    var state = new State(plain.getLong(), plain.getInt());
                    long expiry = plain.getLong();
                    byte[] sealedFor = new byte[DIGEST_BYTES];
                    plain.get(sealedFor);
                    return expiry - System.nanoTime() > 0 && MessageDigest.isEqual(sealedFor, request)
                            ? Optional.of(state)
                            : Optional.empty();
                });
    }

    /** Of all of a request that stays the same from one try to the next; its members may change their order. */
    static byte[] digest(String serverId, String method, RawJson params) {
        var members = new TreeMap<String, RawJson>();
        params.members((name, value) -> {
            if (!OF_ONE_TRY.contains(name)) {
                members.put(name, value);
            }
        });
        var request = new LinkedHashMap<String, RawJson>();
        request.put("server", RawJson.text(serverId));
        request.put("method", RawJson.text(method));
        request.put("params", RawJson.object(members));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            RawJson.object(request).digest(digest);
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<byte[]> decoded(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // Java's decoder passes over bits of the last character that mean nothing
            return Optional.of(bytes).filter(known -> encoded(known).equals(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Uses the first bytes of {@code nonce}; empty if {@code input} is not authentic. */
    private Optional<byte[]> run(int mode, byte[] nonce, byte[] input, int offset) {
        try {
            Cipher cipher = Cipher.getInstance(CIPHER);
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce, 0, NONCE_BYTES));
            return Optional.of(cipher.doFinal(input, offset, input.length - offset));
        } catch (javax.crypto.AEADBadTagException e) {
            return Optional.empty();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
