package org.tidings.account;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/** The page to open after login. Accepts only paths of this site, which prevents open redirects (CWE-601). */
final class LocalPath {

    static final String START = "/tasks";

    private LocalPath() {}

    /** The path with its query, or {@link #START} for anything that is not clearly a path of this site. */
    static String orStart(@Nullable String next) {
        if (next == null
                || !next.startsWith("/")
                || next.startsWith("//")
                || next.chars().anyMatch(LocalPath::isOdd)) {
            return START;
        }
        try {
            URI uri = URI.create(next);
            return uri.isAbsolute() || uri.getAuthority() != null ? START : next;
        } catch (IllegalArgumentException e) {
            return START;
        }
    }

    /** Browsers treat a backslash as a slash and drop control characters. */
    private static boolean isOdd(int character) {
        return character == '\\' || character <= ' ' || character == 127;
    }
}
