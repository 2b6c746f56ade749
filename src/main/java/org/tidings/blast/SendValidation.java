package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.message.MessageChecks;
import org.tidings.platform.EmailAddress;

/** What a blast lacks to be sent at all. Pages and programs ask the same questions. */
@ApplicationScoped
public class SendValidation {

    static final int SUBJECT_LIMIT = 500;

    private final Audience audience;

    SendValidation(Audience audience) {
        this.audience = audience;
    }

    /**
     * One thing that must be mended first.
     *
     * @param field its name in the API: {@code subject}, {@code html}, {@code replyTo}, {@code recipients}, {@code attachments}
     * @param sentence for people
     */
    public record Problem(String field, String sentence) {}

    /** Empty when the blast can go. */
    @Transactional
    public List<Problem> problems(Blast blast) {
        List<Problem> problems = new ArrayList<>();
        subject(blast, problems);
        content(blast, problems);
        length("preheader", blast.preheader, 500, problems);
        length("fromName", blast.fromName, 200, problems);
        String replyTo = blast.replyTo;
        if (replyTo != null
                && !replyTo.isBlank()
                && EmailAddress.normalise(replyTo).isEmpty()) {
            problems.add(new Problem("replyTo", "This is not an email address. It looks like name@example.org."));
        }
        long bytes = AttachedFile.summaries(blast.key()).stream()
                .mapToLong(AttachedFile.Summary::sizeBytes)
                .sum();
        if (bytes > AttachedFile.LIMIT_BYTES) {
            problems.add(new Problem("attachments", "All files together may have at most 10 MB."));
        }
        recipients(blast, problems);
        return problems;
    }

    private static void subject(Blast blast, List<Problem> problems) {
        if (blast.subject.isBlank()) {
            problems.add(new Problem("subject", "Please give the message a subject."));
        } else if (blast.subject.length() > SUBJECT_LIMIT) {
            problems.add(new Problem("subject", "Please use at most " + SUBJECT_LIMIT + " characters."));
        } else if (blast.subject.chars().anyMatch(Character::isISOControl)) {
            problems.add(new Problem("subject", "Please keep the subject on one line."));
        }
    }

    private static void length(String field, @Nullable String text, int limit, List<Problem> problems) {
        if (text != null && text.length() > limit) {
            problems.add(new Problem(field, "Please use at most " + limit + " characters."));
        }
    }

    private static void content(Blast blast, List<Problem> problems) {
        if (MessageChecks.isEmpty(blast.html)) {
            problems.add(new Problem("html", "Please write the message first."));
        }
    }

    private void recipients(Blast blast, List<Problem> problems) {
        if (audience.isEmpty(blast)) {
            problems.add(new Problem("recipients", "Please say who should get it."));
        }
    }
}
