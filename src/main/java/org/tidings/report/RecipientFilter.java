package org.tidings.report;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.RecipientStatus;

/**
 * Which recipients of a blast are wanted.
 *
 * @param status only those; null for all
 * @param rule only those that one rule of the diagnosis explained; null for all
 * @param q part of an address or a name; empty for all
 */
public record RecipientFilter(
        @Nullable RecipientStatus status, @Nullable String rule, String q) {

    public static final RecipientFilter EVERYONE = new RecipientFilter(null, null, "");

    public RecipientFilter {
        q = q.strip();
    }

    public static RecipientFilter of(RecipientStatus status) {
        return new RecipientFilter(status, null, "");
    }

    public boolean isEveryone() {
        return status == null && rule == null && q.isEmpty();
    }

    /** With an @ in it names need not be looked at, and the index alone tells. */
    boolean asksForAddress() {
        return q.contains("@");
    }

    /** For {@code like ... escape '!'}: what was typed stands for itself, anywhere in the text. */
    String pattern() {
        return "%" + q.replace("!", "!!").replace("%", "!%").replace("_", "!_").toLowerCase(Locale.ROOT) + "%";
    }
}
