package dev.mcpmanager.oauth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChallengeTest {
    private static final String METADATA = "https://mcp.example.com/.well-known/oauth-protected-resource";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer resource_metadata=\"" + METADATA + "\", scope=\"a b\"",
                "bearer scope=\"a b\",resource_metadata=\"" + METADATA + "\"",
                "Basic realm=\"Bearer x\", Bearer realm=\"an \\\"odd\\\" one\", scope = \"a b\", resource_metadata="
                        + METADATA,
                "Bearer error=\"invalid_token\", scope=\"a b\", resource_metadata=\"" + METADATA
                        + "\", Digest scope=\"c\"",
            })
    void whatTheServerAsksForIsFound(String header) {
        Challenge challenge = Challenge.of(List.of("Negotiate", header));
        assertThat(challenge.resourceMetadata()).contains(METADATA);
        assertThat(challenge.scopes()).containsExactly("a", "b");
        assertThat(challenge.isInsufficientScope()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"Basic realm=x", "''", "'=,\"'", "Bearerscope=a"})
    void whatIsNoChallengeOfBearerAsksForNothing(String header) {
        assertThat(Challenge.of(List.of(header))).isEqualTo(Challenge.NONE);
    }

    @Test
    void aWantOfPermissionsIsRecognised() {
        var expected = new Challenge(Optional.empty(), List.of("files:write"), Optional.of("insufficient_scope"));
        assertThat(Challenge.of(List.of("Bearer error=\"insufficient_scope\", scope=\"files:write\"")))
                .isEqualTo(expected);
        assertThat(expected.isInsufficientScope()).isTrue();
    }

    @Test
    void anEndlessChallengeIsPassedOver() {
        assertThat(Challenge.of(List.of("Bearer scope=\"" + "\\a".repeat(100_000) + "\"")))
                .isEqualTo(Challenge.NONE);
    }

    @Test
    void scopesThatNoRequestCouldHoldAreLeftOut() {
        assertThat(Challenge.of(List.of("Bearer scope=\"a  größe " + "x".repeat(300) + " a b\""))
                        .scopes())
                .containsExactly("a", "b");
    }
}
