package org.tidings.delivery;

import io.smallrye.mutiny.TimeoutException;
import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.tidings.delivery.transport.Outcome;

/** What a failure of the conversation with the relay means. Pure. */
final class TransportErrors {

    private static final String NO_ANSWER = "The mail server is not answering";

    private TransportErrors() {}

    /** How far the message had come, as one of the rules of {@link Outcome} or another. */
    static String rule(Throwable failure) {
        if (failure instanceof TimeoutException) {
            return Outcome.UNANSWERED;
        }
        if (failure instanceof ConnectionLostException broken) {
            return switch (broken.stage()) {
                case OPENING, RESETTING, LEAVING -> Outcome.NOT_BEGUN;
                case ENVELOPE, DATA, CONTENT -> "transport";
                case HANDED_OVER -> Outcome.UNANSWERED;
            };
        }
        boolean mayBeOfTheMessage = failure instanceof SMTPException refusal
                ? refusal.isPermanent() && words(refusal).startsWith("sender address not accepted") // or its size
                : !(failure instanceof IOException);
        return mayBeOfTheMessage ? "transport" : Outcome.NOT_BEGUN;
    }

    /** For staff: what is wrong. */
    static String sentence(Throwable failure) {
        if (failure instanceof SMTPException refusal) {
            return refusal.getReplyMessage().startsWith(GatheringSocket.NO_GREETING)
                    ? NO_ANSWER
                    : "The mail server refuses us: " + refusal.getReplyMessage();
        }
        if (words(failure).startsWith("STARTTLS required")) {
            return "The mail server does not offer the encryption (STARTTLS) that the settings require";
        }
        Throwable ssl = cause(failure, SSLException.class);
        if (ssl != null) {
            return "No encrypted connection to the mail server can be made: " + innermost(ssl);
        }
        if (cause(failure, UnknownHostException.class) != null) {
            return "The mail server's name is not known: " + innermost(failure);
        }
        if (words(failure).startsWith("dropping reply")) {
            return "The mail server says things it was not asked";
        }
        return failure instanceof IOException
                        || failure instanceof TimeoutException
                        || words(failure).startsWith("Connection was closed")
                ? NO_ANSWER
                : "The message cannot be handed to the mail server: " + words(failure);
    }

    /** True when the two did not agree on how to encrypt, or the certificate is not trusted. */
    static boolean isOfEncryption(Throwable failure) {
        return cause(failure, SSLException.class) != null;
    }

    private static String words(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    private static @Nullable Throwable cause(Throwable failure, Class<? extends Throwable> type) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .filter(type::isInstance)
                .findFirst()
                .orElse(null);
    }

    private static String innermost(Throwable failure) {
        Throwable last = Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .reduce((outer, inner) -> inner)
                .orElseThrow();
        return words(last);
    }
}
