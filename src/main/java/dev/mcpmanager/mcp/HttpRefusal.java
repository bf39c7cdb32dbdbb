package dev.mcpmanager.mcp;

import java.net.URI;
import java.util.Optional;
import java.util.regex.Pattern;

/** Words what a server answered over HTTP that is no MCP, with a remedy, and without the server's own words. Stateless. */
final class HttpRefusal {
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;
    /** Seconds or a date (RFC 9110, 10.2.3). */
    private static final Pattern RETRY_AFTER = Pattern.compile("[A-Za-z0-9:, ]{1,40}");

    private HttpRefusal() {}

    /** Whether asking again is useless until something is changed. */
    static boolean isForGood(int status) {
        return isOfAuthorization(status) || status / 100 == 3;
    }

    /** Whether it is for want of credentials. */
    static boolean isOfAuthorization(int status) {
        return status == UNAUTHORIZED || status == FORBIDDEN;
    }

    /** Whether it is for having been asked too often. */
    static boolean isForHaste(int status) {
        return status == TOO_MANY_REQUESTS;
    }

    /** Whether the server looked at the request itself; a legacy one refuses those of the other era so. */
    static boolean isPastAuthorization(int status) {
        return status / 100 == 2 || status == BAD_REQUEST || status == NOT_FOUND;
    }

    /** Such as {@code is asked too often (status 429): try again after 30 s}. */
    static String text(HttpTransfer.Outcome outcome, URI address) {
        int status = outcome.status();
        if (isOfAuthorization(status)) {
            return "asks for authorization (status " + status
                    + "): add its credentials to headers, or set a healthEndpoint";
        }
        if (status / 100 == 3) {
            return "redirects" + target(outcome, address) + " (status " + status
                    + "): at most 5 redirects 307 and 308 to the same host are followed, as credentials must"
                    + " not go to another; check mcpPath or url";
        }
        if (isForHaste(status)) {
            return "is asked too often (status 429): try again "
                    + retryAfter(outcome).orElse("later");
        }
        if (status / 100 == 5) {
            return "fails (status " + status + "): its own log says why"
                    + retryAfter(outcome).map(when -> "; try again " + when).orElse("");
        }
        if (status == ACCEPTED) {
            return "took the request (status 202), but answers nothing";
        }
        String type = outcome.body() == MessageBody.End.UNREAD ? "something other than JSON" : "no JSON-RPC";
        return "answers with status " + status + " and " + type + "; check mcpPath or url";
    }

    private static Optional<String> retryAfter(HttpTransfer.Outcome outcome) {
        return outcome.headers()
                .firstValue("retry-after")
                .filter(text -> RETRY_AFTER.matcher(text).matches())
                .map(text -> "after " + text + (text.chars().allMatch(Character::isDigit) ? " s" : ""));
    }

    private static String target(HttpTransfer.Outcome outcome, URI address) {
        try {
            return outcome.headers()
                    .firstValue("location")
                    .map(address::resolve)
                    .filter(target -> target.getHost() != null)
                    .map(target -> " to " + HttpTransfer.origin(target) + target.getRawPath())
                    .orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
