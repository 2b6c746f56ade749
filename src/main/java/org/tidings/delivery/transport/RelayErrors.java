package org.tidings.delivery.transport;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Objects;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Plain sentences for staff about a mail server that cannot be used, and about connections to it that fail. Pure. */
public final class RelayErrors {

    /** No connection, no reply in time, or the connection was closed. */
    public static final String NO_ANSWER = "The mail server is not answering";

    /** STARTTLS is required by the settings and not announced by the server. */
    public static final String NO_STARTTLS = "The mail server does not support STARTTLS, which the settings require";

    /** More replies than commands, or replies that are not SMTP. */
    public static final String UNASKED = "The mail server sent an unexpected reply";

    private RelayErrors() {}

    /** The server refused the connection, the login or the sender. */
    public static String refused(String reply) {
        return "The mail server rejected the connection: " + reply;
    }

    /** What is wrong, without a full stop. */
    public static String sentence(Throwable failure) {
        if (failure instanceof RelayException refusal) {
            return refusal.sentence();
        }
        Throwable encryption = cause(failure, SSLException.class);
        if (encryption != null) {
            return "The encrypted connection to the mail server failed: " + innermost(encryption);
        }
        if (cause(failure, UnknownHostException.class) != null) {
            return "The name of the mail server cannot be resolved: " + innermost(failure);
        }
        return failure instanceof IOException
                ? NO_ANSWER
                : "The message could not be passed to the mail server: " + text(failure);
    }

    /** True when the TLS handshake failed, for example because the certificate is not trusted. */
    public static boolean isOfEncryption(Throwable failure) {
        return cause(failure, SSLException.class) != null;
    }

    /** The exception's message, or its class where it has none. */
    public static String text(Throwable failure) {
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }

    private static @Nullable Throwable cause(Throwable failure, Class<? extends Throwable> type) {
        return causes(failure).filter(type::isInstance).findFirst().orElse(null);
    }

    private static String innermost(Throwable failure) {
        return text(causes(failure).reduce((outer, inner) -> inner).orElseThrow());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }
}
