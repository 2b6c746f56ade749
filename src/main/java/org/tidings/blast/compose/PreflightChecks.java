package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Blast;
import org.tidings.platform.web.Numbers;

/** The advice of the review page, which does not prevent sending. */
@ApplicationScoped
class PreflightChecks {

    private final MessageFindings message;
    private final RecipientFindings recipients;
    private final SenderFindings sender;

    PreflightChecks(MessageFindings message, RecipientFindings recipients, SenderFindings sender) {
        this.message = message;
        this.recipients = recipients;
        this.sender = sender;
    }

    @Transactional
    public List<PreflightCheck> of(Blast blast) {
        MessageFindings.Result written = message.of(blast);
        List<PreflightCheck> findings = new ArrayList<>(recipients.of(blast, written));
        findings.addAll(written.findings());
        for (AttachedFile.Summary file : AttachedFile.summaries(blast.key())) {
            if (BlockedFile.isBlocked(file.name())) {
                String sentence = "Gmail and Outlook block files of this type, and the message with it.";
                findings.add(PreflightCheck.advise(sentence, file.name(), "attachment"));
            }
        }
        findings.addAll(sender.current());
        return findings;
    }

    static String people(int count) {
        return Numbers.of(count, "person", "people");
    }
}
