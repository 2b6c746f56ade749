package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.selection.SelectionJson;
import org.tidings.message.MessageChecks;
import org.tidings.platform.EmailAddress;

/** What a blast lacks to be sent at all. Pages and programs ask the same questions. */
@ApplicationScoped
public class SendValidation {

    static final int SUBJECT_LIMIT = 500;

    private final Audience audience;
    private final AudienceRules rules;

    SendValidation(Audience audience, AudienceRules rules) {
        this.rules = rules;
        this.audience = audience;
    }

    /**
     * One thing that must be mended first.
     *
     * @param field its name in the API: {@code subject}, {@code html}, {@code replyTo}, {@code recipients}, {@code audience}, {@code attachments}
     * @param sentence for people
     */
    public record Problem(String field, String sentence) {}

    /** Empty when the blast can go. */
    @Transactional
    public List<Problem> problems(Blast blast) {
        List<Problem> problems = problemsOfMessage(blast);
        length("fromName", blast.fromName, 200, problems);
        String replyTo = blast.replyTo;
        if (replyTo != null
                && !replyTo.isBlank()
                && EmailAddress.normalise(replyTo).isEmpty()) {
            problems.add(new Problem("replyTo", "Enter an email address such as name@example.org."));
        }
        long bytes = AttachedFile.summaries(blast.key()).stream()
                .mapToLong(AttachedFile.Summary::sizeBytes)
                .sum();
        if (bytes > AttachedFile.LIMIT_BYTES) {
            problems.add(new Problem("attachments", "Attachments may have at most 10 MB in total."));
        }
        recipients(blast, problems);
        return problems;
    }

    /** Those of subject, preview text and content. */
    static List<Problem> problemsOfMessage(Blast blast) {
        List<Problem> problems = new ArrayList<>();
        subject(blast, problems);
        content(blast, problems);
        length("preheader", blast.preheader, 500, problems);
        return problems;
    }

    private static void subject(Blast blast, List<Problem> problems) {
        if (blast.subject.isBlank()) {
            problems.add(new Problem("subject", "Enter a subject."));
        } else if (blast.subject.length() > SUBJECT_LIMIT) {
            problems.add(new Problem("subject", "Use at most " + SUBJECT_LIMIT + " characters."));
        } else if (blast.subject.chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem("subject", "The subject must be a single line."));
        }
    }

    private static void length(String field, @Nullable String text, int limit, List<Problem> problems) {
        if (text != null && text.length() > limit) {
            problems.add(new Problem(field, "Use at most " + limit + " characters."));
        }
    }

    private static void content(Blast blast, List<Problem> problems) {
        if (MessageChecks.isEmpty(blast.html)) {
            problems.add(new Problem("html", "Write a message."));
        }
    }

    private void recipients(Blast blast, List<Problem> problems) {
        rules.unknown(blast).forEach(unknown -> problems.add(new Problem("audience", unknown.sentence())));
        if (audience.isEmpty(blast) && SelectionJson.stored(blast.audience).isEmpty()) {
            problems.add(new Problem("recipients", "Add at least one recipient."));
        }
    }
}
