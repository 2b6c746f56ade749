package org.tidings.delivery;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The connection to the relay ended before the relay answered. */
final class ConnectionLostException extends IOException {

    private static final long serialVersionUID = 1L;

    private final Dialogue.Stage stage;

    /** The cause is null when the other side just closed, or was silent for too long. */
    ConnectionLostException(Dialogue.Stage stage, @Nullable Throwable cause) {
        super(
                cause == null
                        ? "The mail server closed the connection"
                        : Objects.requireNonNullElse(cause.getMessage(), cause.toString()),
                cause);
        this.stage = stage;
    }

    /** How far they had come. */
    Dialogue.Stage stage() {
        return stage;
    }
}
