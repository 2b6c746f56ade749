package org.tidings.delivery.transport.mailer;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The connection to the relay ended, or was ended by us after a time limit, before the relay replied. */
final class ConnectionLostException extends IOException {

    private static final long serialVersionUID = 1L;

    private final SmtpSessionState.Stage stage;

    /** The cause is null when the server just closed the connection. */
    ConnectionLostException(SmtpSessionState.Stage stage, @Nullable Throwable cause) {
        super(
                cause == null
                        ? "The mail server closed the connection"
                        : Objects.requireNonNullElse(cause.getMessage(), cause.toString()),
                cause);
        this.stage = stage;
    }

    /** How far the session had come. */
    SmtpSessionState.Stage stage() {
        return stage;
    }
}
