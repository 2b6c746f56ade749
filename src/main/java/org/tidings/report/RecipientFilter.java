package org.tidings.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.RecipientStatus;

/**
 * Filters the recipients of a blast.
 *
 * @param status only recipients with this status; null for all
 * @param rule only recipients explained by this diagnosis rule; null for all
 * @param answer only recipients who confirmed or answered this; null for all
 * @param q part of an address or a name, in a large blast a prefix of either, or {@code @} and part of a domain; empty for all
 */
public record RecipientFilter(
        @Nullable RecipientStatus status,
        @Nullable String rule,
        @Nullable AnswerFilter answer,
        String q) {

    public static final RecipientFilter EVERYONE = new RecipientFilter(null, null, "");

    private static final String FULL_NAME = "concat_ws(' ', r.first_name, r.last_name) like ? escape '!'";
    private static final String LAST_NAME_FIRST = "concat_ws(' ', r.last_name, r.first_name) like ? escape '!'";

    public RecipientFilter {
        q = q.strip();
    }

    public RecipientFilter(@Nullable RecipientStatus status, @Nullable String rule, String q) {
        this(status, rule, null, q);
    }

    public static RecipientFilter of(RecipientStatus status) {
        return new RecipientFilter(status, null, "");
    }

    public boolean isEveryone() {
        return status == null && rule == null && answer == null && q.isEmpty();
    }

    boolean asksForDomain() {
        return q.startsWith("@");
    }

    /** Matches the text anywhere in address or name. Text with an @ is matched only against the address, using the index only. */
    IndexScan.Condition anywhere() {
        return q.contains("@")
                ? inAddress()
                : new IndexScan.Condition(
                        "(r.email like ? escape '!' or " + FULL_NAME + ")",
                        "%" + literally(q) + "%",
                        "%" + literally(q) + "%");
    }

    /** Compares bytes, which gives the same result in half the time; the query may scan all addresses. */
    IndexScan.Condition inAddress() {
        return new IndexScan.Condition("cast(r.email as binary) like ? escape '!'", "%" + literally(q) + "%");
    }

    /** Matches a prefix of the address, the full name, or the full name with the last name first. */
    IndexScan.Condition beginning() {
        String words = literally(q) + "%";
        return new IndexScan.Condition(
                "(r.email like ? escape '!' or " + FULL_NAME + " or " + LAST_NAME_FIRST + ")", words, words, words);
    }

    IndexScan.Condition address() {
        return new IndexScan.Condition("r.email like ? escape '!'", literally(q) + "%");
    }

    /**
     * What is wanted beside the words.
     *
     * @param reasonKey number of the rule in the dictionary
     */
    List<IndexScan.Condition> narrowing(int reasonKey) {
        List<IndexScan.Condition> conditions = new ArrayList<>();
        if (status != null) {
            conditions.add(new IndexScan.Condition("r.status = ?", status.code()));
        }
        if (rule != null) {
            conditions.add(new IndexScan.Condition("r.reason_key = ?", reasonKey));
        }
        if (answer != null) {
            conditions.add(new IndexScan.Condition(answer.ofRecipient()));
        }
        return conditions;
    }

    /** Escapes wildcards for {@code like ... escape '!'}. */
    private static String literally(String words) {
        return words.replace("!", "!!").replace("%", "!%").replace("_", "!_").toLowerCase(Locale.ROOT);
    }
}
