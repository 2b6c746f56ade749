package org.tidings.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.EventType;
import org.tidings.recipient.FollowUp;
import org.tidings.recipient.RecipientStatus;

/**
 * Filters the recipients of a blast.
 *
 * @param status only recipients with this status; null for all
 * @param rule only recipients explained by this diagnosis rule; null for all
 * @param q part of an address or a name, in a large blast a prefix of either, or {@code @} and part of a domain; empty for all
 * @param more what else is wanted
 */
public record RecipientFilter(
        @Nullable RecipientStatus status, @Nullable String rule, String q, More more) {

    public static final RecipientFilter EVERYONE = new RecipientFilter(null, null, "");

    /**
     * Rarer filters.
     *
     * @param round 0 for the first sending
     * @param mark what happened besides the status
     * @param link the position of a link that a person clicked
     * @param done what staff have done about people who did not get the message
     * @param answer what recipients confirmed or answered
     */
    public record More(
            @Nullable Integer round,
            @Nullable RecipientMark mark,
            @Nullable Integer link,
            @Nullable FollowUp done,
            @Nullable AnswerFilter answer) {

        public static final More NONE = new More(null, null, null, null, null);

        /** The statuses of people who did not get the message. */
        static final List<RecipientStatus> NOT_GOT =
                List.of(RecipientStatus.BOUNCE, RecipientStatus.INVALID, RecipientStatus.FAILED);

        private static final String NOT_GOT_CODES =
                NOT_GOT.stream().map(status -> String.valueOf(status.code())).collect(Collectors.joining(", "));

        private static final String CLICKED =
                "r.clicks > 0 and exists (select 1 from recipient_event e force index (primary)"
                        + " where e.blast_id = r.blast_id and e.seq = r.seq and e.type = " + EventType.CLICKED.code()
                        + " and e.link = ? and not e.automatic and not e.undecided and not e.unconfirmed)";

        List<IndexScan.Condition> conditions() {
            List<IndexScan.Condition> conditions = new ArrayList<>();
            if (round != null) {
                conditions.add(new IndexScan.Condition("r.round = ?", round));
            }
            if (mark != null) {
                conditions.add(new IndexScan.Condition(mark.condition()));
            }
            if (link != null) {
                conditions.add(new IndexScan.Condition(CLICKED, link));
            }
            if (done != null) {
                conditions.add(
                        new IndexScan.Condition("r.status in (" + NOT_GOT_CODES + ") and r.done = ?", done.code()));
            }
            if (answer != null) {
                conditions.add(new IndexScan.Condition(answer.ofRecipient()));
            }
            return conditions;
        }

        More withoutAnswer() {
            return new More(round, mark, link, done, null);
        }

        /** Whether few recipients of a large blast match, so that they are found by going through it and sorted. */
        boolean isRare() {
            return mark != null && mark.isRare();
        }
    }

    private static final String FULL_NAME = "concat_ws(' ', r.first_name, r.last_name) like ? escape '!'";
    private static final String LAST_NAME_FIRST = "concat_ws(' ', r.last_name, r.first_name) like ? escape '!'";

    public RecipientFilter {
        q = q.strip();
    }

    public RecipientFilter(@Nullable RecipientStatus status, @Nullable String rule, String q) {
        this(status, rule, q, More.NONE);
    }

    public static RecipientFilter of(RecipientStatus status) {
        return new RecipientFilter(status, null, "");
    }

    /** What recipients confirmed or answered; null for all. */
    public @Nullable AnswerFilter answer() {
        return more.answer();
    }

    public boolean isEveryone() {
        return status == null && rule == null && q.isEmpty() && more.equals(More.NONE);
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
        conditions.addAll(more.conditions());
        return conditions;
    }

    /** Escapes wildcards for {@code like ... escape '!'}. */
    private static String literally(String words) {
        return words.replace("!", "!!").replace("%", "!%").replace("_", "!_").toLowerCase(Locale.ROOT);
    }
}
