package org.tidings.message;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The headers by which a provider of mail learns which recipient a message has, and that it must not track the message. */
@FunctionalInterface
public interface ProviderHeaders {

    /**
     * Names and values in ASCII, folded with CRLF and a space; empty without such a provider.
     *
     * @param token of the recipient; null for a message that belongs to no blast
     */
    Map<String, String> of(@Nullable String token);
}
