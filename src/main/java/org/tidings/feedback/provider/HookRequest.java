package org.tidings.feedback.provider;

import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The request of a provider. */
public final class HookRequest {

    private final byte[] body;
    private final Function<String, @Nullable String> headers;

    /**
     * A request.
     *
     * @param body the octets as they were sent: signatures cover them
     * @param headers the value of a header by its name in any letter case; null if it is missing
     */
    HookRequest(byte[] body, Function<String, @Nullable String> headers) {
        this.body = body;
        this.headers = headers;
    }

    /** The octets, not to be changed. */
    public byte[] body() {
        return body;
    }

    /** The value of a header; empty if it is missing. */
    public String header(String name) {
        String value = headers.apply(name);
        return value == null ? "" : value;
    }

    /** The body as UTF-8. Invalid octets become U+FFFD, so that they spoil one text and not the whole batch. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
