package org.tidings.task;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.account.StaffMember;
import org.tidings.blast.BlastFilter;
import org.tidings.blast.Purpose;

/**
 * The search form above the list.
 *
 * @param q part of a title
 * @param by id of the author, empty for all
 * @param kind {@code marketing}, {@code service} or empty
 * @param authors whom {@code by} offers; empty for staff, who see only their own tasks
 */
record TaskFilter(String q, String by, String kind, List<StaffMember> authors) {

    private static final String PREFIX = "email blast ::";
    private static final int LONGEST = 200;

    static TaskFilter of(CurrentStaff current, String q, String by, String kind) {
        String text = q.strip();
        return new TaskFilter(
                text.substring(0, Math.min(text.length(), LONGEST)),
                by,
                kind,
                current.seesAll() ? StaffMember.ofAccount(current.accountId()) : List.of());
    }

    /** The title of a task begins with its kind, which is not part of the subject. */
    String subject() {
        return q.regionMatches(true, 0, PREFIX, 0, PREFIX.length())
                ? q.substring(PREFIX.length()).strip()
                : q;
    }

    BlastFilter blasts() {
        return new BlastFilter(subject(), author(), purpose());
    }

    /** One of the staff; null for anything else. */
    private @Nullable Long author() {
        return authors.stream()
                .map(member -> member.id)
                .filter(this::isBy)
                .findFirst()
                .orElse(null);
    }

    private @Nullable Purpose purpose() {
        return switch (kind) {
            case "marketing" -> Purpose.MARKETING;
            case "service" -> Purpose.SERVICE;
            default -> null;
        };
    }

    public boolean isBy(long author) {
        return String.valueOf(author).equals(by);
    }

    public boolean isActive() {
        return !blasts().isAll();
    }

    /** For links to further pages: begins with {@code &}, or is empty. */
    public String query() {
        return parameter("q", q) + parameter("by", by) + parameter("kind", kind);
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
