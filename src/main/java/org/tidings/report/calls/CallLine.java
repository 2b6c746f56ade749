package org.tidings.report.calls;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.report.RecipientLine;

/**
 * A home on the call list.
 *
 * @param link the page of the household or person; null for somebody who is not in People
 * @param adults whom to ask for, with their numbers
 * @param students for whom the message was
 * @param messages what became of each message to the home; empty if nobody there has an address
 * @param caller who phoned; null if nobody did
 */
record CallLine(
        UnreachedHome home,
        @Nullable String link,
        List<Adult> adults,
        List<Student> students,
        List<RecipientLine> messages,
        @Nullable String caller) {

    /** Somebody to ask for. */
    record Adult(String name, String phone) {}

    /** A child and its classes. */
    record Student(String name, List<String> classes) {
        public String text() {
            return classes.isEmpty() ? name : name + " (" + String.join(", ", classes) + ")";
        }
    }

    /** The id of the table row. */
    public String anchor() {
        return "home-" + home.id();
    }

    public @Nullable Call call() {
        return home.call();
    }

    /** The outcomes that can be recorded. */
    public List<CallOutcome> outcomes() {
        return List.of(CallOutcome.values());
    }

    public boolean hasPhone() {
        return adults.stream().anyMatch(adult -> !adult.phone().isEmpty());
    }
}
