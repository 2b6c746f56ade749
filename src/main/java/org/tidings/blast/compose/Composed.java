package org.tidings.blast.compose;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Audience;
import org.tidings.blast.AudienceCounts;
import org.tidings.blast.LeftOutReasons;
import org.tidings.message.layout.Look;
import org.tidings.message.layout.MessageStyles;
import org.tidings.platform.web.Numbers;

/**
 * The view model of the compose page, apart from the form fields.
 *
 * @param id the id of the draft, assigned before it is stored
 * @param updated the version that was last saved; empty if it is not stored
 * @param mergeFields the custom fields of the audience
 * @param senderName the account's sender name, used if the field is empty
 * @param replyTo the account's reply address
 * @param me the email address of the current staff member
 * @param look of the message, which the editor has too
 */
record Composed(
        String id,
        String updated,
        People people,
        List<AttachedFile.Summary> attachments,
        Set<String> mergeFields,
        String senderName,
        @Nullable String replyTo,
        @Nullable String me,
        AudienceOptions.Options options,
        Look look) {

    public boolean stored() {
        return !updated.isEmpty();
    }

    /** The style sheet of messages for the texts of blocks. */
    public String blockStyles() {
        return MessageStyles.css(look, ".ProseMirror.rich-text");
    }

    /** The action URL of the form. */
    public String action() {
        return stored() ? "/blasts/" + id + "/edit" : "/blasts/new";
    }

    /** The URL for periodic saves. */
    public String saveAction() {
        return stored() ? "/blasts/" + id + "/save" : "/blasts/new/save";
    }

    /** The audience sources, counts and the list of people who are left out. */
    record People(
            RuleView rule,
            List<Audience.Source> sources,
            AudienceCounts.Counts counts,
            List<AudienceCounts.LeftOut> leftOut) {

        static final People NONE = new People(RuleView.NONE, List.of(), AudienceCounts.Counts.NONE, List.of());

        public String willGet() {
            return Numbers.of(counts.willGet());
        }

        /** Homes that cannot be reached by mail, such as "2 homes have". */
        public String withoutAddress() {
            return switch (counts.withoutAddress()) {
                case AudienceCounts.Counts.UNKNOWN -> "Some homes may have";
                case 1 -> "1 home has";
                default -> Numbers.of(counts.withoutAddress()) + " homes have";
            };
        }

        public String willNot() {
            return Numbers.of(counts.leftOut());
        }

        /** Reasons such as "3 duplicates, 1 unsubscribed". */
        public String reasons() {
            return LeftOutReasons.of(counts);
        }

        /** Whether nobody was added. */
        public boolean isEmpty() {
            return sources.isEmpty() && rule.isEmpty();
        }

        /** The number of left-out people who are not in the list. */
        public int notListed() {
            return counts.leftOut() - leftOut.size();
        }
    }
}
