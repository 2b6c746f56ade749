package org.tidings.feedback.provider;

import org.jspecify.annotations.Nullable;

/** Headers whose value is a JSON object. */
final class JsonHeader {

    /** Where a header line may be folded: white space between the members means nothing. */
    static final String FOLD = "\r\n ";

    private JsonHeader() {}

    /** The member that carries the token, which has only letters and digits. */
    static String recipient(String token) {
        return "{\"recipient\":\"" + token + "\"}";
    }

    /**
     * An object with the recipient and options.
     *
     * @param member of the recipient
     * @param token null for none
     * @param options further members, as JSON
     */
    static String of(String member, @Nullable String token, String options) {
        return token == null
                ? "{" + options + "}"
                : "{\"" + member + "\":" + recipient(token) + "," + FOLD + options + "}";
    }
}
