package org.tidings.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tidings.recipient.RecipientStatus;

/**
 * Which recipients of a blast are wanted.
 *
 * @param status only those; null for all
 * @param rule only those that one rule of the diagnosis explained; null for all
 * @param q part of an address or a name, in a large blast how one of them begins, or {@code @} and part of a domain; empty for all
 */
public record RecipientFilter(
        @Nullable RecipientStatus status, @Nullable String rule, String q) {

    public static final RecipientFilter EVERYONE = new RecipientFilter(null, null, "");

    private static final String FULL_NAME = "concat_ws(' ', r.first_name, r.last_name) like ? escape '!'";
    private static final String LAST_NAME_FIRST = "concat_ws(' ', r.last_name, r.first_name) like ? escape '!'";

    public RecipientFilter {
        q = q.strip();
    }

    public static RecipientFilter of(RecipientStatus status) {
        return new RecipientFilter(status, null, "");
    }

    public boolean isEveryone() {
        return status == null && rule == null && q.isEmpty();
    }

    boolean asksForDomain() {
        return q.startsWith("@");
    }

    /** The words anywhere in address or name; with an @ in it names need not be looked at, and the index alone tells. */
    IndexScan.Condition anywhere() {
        return q.contains("@")
                ? inAddress()
                : new IndexScan.Condition(
                        "(r.email like ? escape '!' or " + FULL_NAME + ")",
                        "%" + literally(q) + "%",
                        "%" + literally(q) + "%");
    }

    /** Byte by byte, which finds the same in half the time: every address may have to be looked at. */
    IndexScan.Condition inAddress() {
        return new IndexScan.Condition("cast(r.email as binary) like ? escape '!'", "%" + literally(q) + "%");
    }

    /** The address, the name, or the name as in a list, begins so. */
    IndexScan.Condition beginning() {
        String words = literally(q) + "%";
        return new IndexScan.Condition(
                "(r.email like ? escape '!' or " + FULL_NAME + " or " + LAST_NAME_FIRST + ")", words, words, words);
    }

    IndexScan.Condition address() {
        return new IndexScan.Condition("r.email like ? escape '!'", literally(q) + "%");
    }

    /** "Mia", "Mia Lar"; the first word is what the index knows. */
    List<IndexScan.Condition> firstName() {
        return name("r.first_name", FULL_NAME);
    }

    /** "Larsen", "Larsen Mia". */
    List<IndexScan.Condition> lastName() {
        return name("r.last_name", LAST_NAME_FIRST);
    }

    private List<IndexScan.Condition> name(String column, String full) {
        String[] words = q.split("\\s+", 2);
        List<IndexScan.Condition> conditions = new ArrayList<>();
        conditions.add(new IndexScan.Condition(column + " like ? escape '!'", literally(words[0]) + "%"));
        if (words.length > 1) {
            conditions.add(new IndexScan.Condition(full, literally(q) + "%"));
        }
        return conditions;
    }

    /** What is wanted beside the words. */
    List<IndexScan.Condition> narrowing() {
        List<IndexScan.Condition> conditions = new ArrayList<>();
        if (status != null) {
            conditions.add(new IndexScan.Condition("r.status = ?", status.name()));
        }
        if (rule != null) {
            conditions.add(new IndexScan.Condition("r.rule = ?", rule));
        }
        return conditions;
    }

    /** For {@code like ... escape '!'}: what was typed stands for itself. */
    private static String literally(String words) {
        return words.replace("!", "!!").replace("%", "!%").replace("_", "!_").toLowerCase(Locale.ROOT);
    }
}
