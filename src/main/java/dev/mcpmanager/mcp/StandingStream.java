package dev.mcpmanager.mcp;

import dev.mcpmanager.mcp.Decoded.NotJsonRpc;
import dev.mcpmanager.mcp.HttpTransfer.Outcome;
import dev.mcpmanager.mcp.JsonRpcMessage.Notification;
import dev.mcpmanager.mcp.JsonRpcMessage.Request;
import dev.mcpmanager.mcp.JsonRpcMessage.Response;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a legacy server says that belongs to no request (2025-11-25, Transports, Listening for Messages from the Server):
 * one stream, opened again after 1 to 60 s whenever it ends, unless the server offers none. Thread-safe.
 */
final class StandingStream {
    private static final Logger log = LoggerFactory.getLogger(StandingStream.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int NOT_FOUND = 404;

    private final HttpConnection connection;
    private @Nullable Reading latest;
    private boolean closed;

    StandingStream(HttpConnection connection) {
        this.connection = connection;
    }

    /** Opens it for the connection's session, in place of one for an earlier session. */
    synchronized void open() {
        HttpSession session = connection.session();
        if (closed || session.era() == Era.MODERN) {
            return;
        }
        end();
        latest = new Reading(session);
        latest.open();
    }

    /** Ends it for good. */
    synchronized void close() {
        closed = true;
        end();
    }

    private void end() {
        if (latest != null) {
            latest.end();
        }
    }

    /** The stream in one session. */
    private final class Reading implements MessageBody.Messages {
        private final HttpSession session;
        private final Resumption resumption = new Resumption();
        private Duration wait = FIRST_WAIT;
        private @Nullable HttpTransfer transfer;
        private boolean offered;
        private boolean over;

        Reading(HttpSession session) {
            this.session = session;
        }

        synchronized void open() {
            if (over) {
                return;
            }
            Map<String, String> headers = new HashMap<>(session.headers());
            resumption.lastEventId().ifPresent(id -> headers.put("Last-Event-ID", id));
            HttpTransfer next = connection.endpoint().get(headers, this);
            transfer = next;
            var _ = next.outcome().whenComplete((outcome, failure) -> ended(outcome, failure));
        }

        synchronized void end() {
            over = true;
            if (transfer != null) {
                transfer.abort();
            }
        }

        @Override
        public synchronized void head(int status, boolean isStream) {
            offered |= isStream && status / 100 == 2;
        }

        @Override
        public boolean message(Decoded message) {
            synchronized (this) {
                wait = FIRST_WAIT;
            }
            switch (message) {
                case Notification notification -> connection.notified(notification, Optional.empty());
                case Request request -> connection.requested(request, Optional.empty());
                case Response _ -> connection.stray("is an answer where none belongs");
                case NotJsonRpc(String reason) -> connection.stray(reason);
            }
            return false;
        }

        @Override
        public void id(String lastEventId) {
            resumption.id(lastEventId);
        }

        @Override
        public void retry(long millis) {
            resumption.retry(millis);
        }

        private synchronized void ended(@Nullable Outcome outcome, @Nullable Throwable failure) {
            if (over) {
                return;
            }
            if (outcome != null && outcome.status() == NOT_FOUND && session.isToBeEnded()) {
                // a new session brings a new stream
                var _ = connection.renewed(session);
            } else if (outcome == null || isForNow(outcome)) {
                boolean inOrder = outcome != null && outcome.status() / 100 == 2;
                Duration asked = resumption.delay();
                Duration pause = asked.compareTo(FIRST_WAIT) < 0 ? FIRST_WAIT : asked;
                var _ = connection.later(inOrder ? pause : wait, this::open);
                wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) < 0 ? wait.multipliedBy(2) : LONGEST_WAIT;
            } else {
                log.debug("server {} offers no standing stream", connection.serverName(), failure);
            }
        }

        /** Whether there may be a stream later. */
        private boolean isForNow(Outcome outcome) {
            int status = outcome.status();
            return status / 100 == 5
                    || status == TOO_MANY_REQUESTS
                    || (status / 100 == 2 && outcome.body() != MessageBody.End.UNREAD)
                    // somebody may sign in again
                    || (offered && HttpRefusal.isOfAuthorization(status));
        }
    }
}
