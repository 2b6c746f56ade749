package org.tidings.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.ProblemException;

/**
 * One page of a list.
 *
 * @param next the {@code cursor} of the next page; null on the last page
 */
record Listing<T>(List<T> items, @Nullable String next) {

    static final int DEFAULT_LIMIT = 100;
    private static final int LARGEST_LIMIT = 1_000;

    /** Validates the limit: 400 unless it is from 1 to 1000. */
    static int limit(@Nullable Integer asked) {
        int limit = asked == null ? DEFAULT_LIMIT : asked;
        if (limit < 1 || limit > LARGEST_LIMIT) {
            throw new ProblemException(400, "limit must be from 1 to " + LARGEST_LIMIT + ".");
        }
        return limit;
    }

    /** Takes up to {@code limit + 1} rows; the extra row shows that there is a next page. */
    static <R, T> Listing<T> of(List<R> rows, int limit, Function<R, T> item, Function<R, String> key) {
        List<R> page = rows.size() > limit ? rows.subList(0, limit) : rows;
        String next = rows.size() > limit ? encode(key.apply(page.get(limit - 1))) : null;
        return new Listing<>(page.stream().map(item).toList(), next);
    }

    static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns null for the first page. */
    static @Nullable String decode(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            return new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException tampered) {
            throw badCursor();
        }
    }

    /** The key of the last row of the page before, for lists by descending key; {@code Long.MAX_VALUE} for the first page. */
    static long before(@Nullable String cursor) {
        String key = decode(cursor);
        try {
            return key == null ? Long.MAX_VALUE : Long.parseLong(key);
        } catch (NumberFormatException tampered) {
            throw badCursor();
        }
    }

    static ProblemException badCursor() {
        return new ProblemException(400, "Invalid cursor. Start again without it.");
    }
}
