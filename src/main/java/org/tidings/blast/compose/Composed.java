package org.tidings.blast.compose;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Audience;

/**
 * What the compose page shows beside the fields.
 *
 * @param id the draft's, also before it is stored
 * @param updated when it was last stored, to tell versions apart; empty when it never was
 * @param mergeFields what the people bring beside names and address
 * @param senderName the account's, used where none is typed
 * @param replyTo the account's
 * @param me the address of the signed-in person
 */
record Composed(
        String id,
        String updated,
        People people,
        List<AttachedFile.Summary> attachments,
        Set<String> mergeFields,
        String senderName,
        @Nullable String replyTo,
        @Nullable String me) {

    public boolean stored() {
        return !updated.isEmpty();
    }

    /** Where the form goes. */
    public String action() {
        return stored() ? "/blasts/" + id + "/edit" : "/blasts/new";
    }

    /** Where it goes while it is being typed in. */
    public String saveAction() {
        return stored() ? "/blasts/" + id + "/save" : "/blasts/new/save";
    }

    /** Chips, counts and the left-out list. */
    record People(List<Audience.Source> sources, Audience.Counts counts, List<Audience.LeftOut> leftOut) {

        static final People NONE = new People(List.of(), new Audience.Counts(0, 0, 0, 0, 0, 0), List.of());

        public String willGet() {
            return String.format(Locale.ROOT, "%,d", counts.willGet());
        }

        public String willNot() {
            return String.format(Locale.ROOT, "%,d", counts.leftOut());
        }

        /** Such as "3 twice in the list, 1 unsubscribed". */
        public String reasons() {
            List<String> reasons = new ArrayList<>();
            add(reasons, counts.duplicates(), "twice in the list");
            add(reasons, counts.malformed(), "not an email address");
            add(reasons, counts.unsubscribed(), "unsubscribed");
            add(reasons, counts.invalid(), "invalid: bounced or complained before");
            return String.join(", ", reasons);
        }

        private static void add(List<String> reasons, int count, String words) {
            if (count > 0) {
                reasons.add(String.format(Locale.ROOT, "%,d %s", count, words));
            }
        }

        /** How many are left out beyond those listed. */
        public int notListed() {
            return counts.leftOut() - leftOut.size();
        }
    }
}
