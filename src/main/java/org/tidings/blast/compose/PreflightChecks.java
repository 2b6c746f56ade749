package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.AudiencePeople;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.MissingMergeFields;
import org.tidings.message.ContentCheck;
import org.tidings.message.MessageChecks;
import org.tidings.message.MessageContent;
import org.tidings.platform.web.Numbers;

/** The checks of the review page. They do not prevent sending. */
@ApplicationScoped
class PreflightChecks {

    private static final int LISTED = 50;
    private static final Pattern PASTED_PICTURE = Pattern.compile("(?i)<img[^<>]+src=[\"']?data:");

    private final BlastMessages messages;
    private final AudiencePeople people;
    private final MissingMergeFields blankFields;

    PreflightChecks(BlastMessages messages, AudiencePeople people, MissingMergeFields blankFields) {
        this.messages = messages;
        this.people = people;
        this.blankFields = blankFields;
    }

    @Transactional
    public List<PreflightCheck> of(Blast blast) {
        List<PreflightCheck> findings = new ArrayList<>();
        MessageContent content = messages.content(blast);
        List<ContentCheck> checks = MessageChecks.inspect(content, people.fieldNames(blast));
        Set<String> unknown = checks.stream()
                .filter(check -> check.kind() == ContentCheck.Kind.UNKNOWN_FIELD)
                .map(ContentCheck::detail)
                .collect(Collectors.toSet());
        for (MissingMergeFields.Blank blank : blankFields.of(blast, messages.prepare(blast), LISTED)) {
            if (unknown.contains("{{" + blank.field() + "}}")) {
                continue; // reported below, and blank for all recipients
            }
            String sentence = "{{" + blank.field() + "}} is empty for " + people(blank.people())
                    + ". Add a default after a bar: {{" + blank.field() + "|there}}.";
            findings.add(new PreflightCheck(true, sentence, "", blank.first(), "html"));
        }
        for (ContentCheck check : checks) {
            if (!isReportedElsewhere(check.kind())) {
                findings.add(new PreflightCheck(true, check.sentence(), check.detail(), List.of(), "html"));
            }
        }
        if (PASTED_PICTURE.matcher(blast.html).find()) {
            String sentence =
                    "An image was pasted into the text. Gmail and others do not show such images. Add it with the Picture button instead.";
            findings.add(new PreflightCheck(true, sentence, "", List.of(), "html"));
        }
        people.severalMessages(blast, LISTED)
                .ifPresent(several -> findings.add(new PreflightCheck(
                        false,
                        Numbers.of(several.total(), "address gets", "addresses get")
                                + " more than one message, one for each student.",
                        "",
                        several.first(),
                        "onePer")));
        for (String removed : blast.removed()) {
            String sentence = "Removed from the message, because mail programs do not show it or it is not safe:";
            findings.add(new PreflightCheck(false, sentence, removed, List.of(), "html"));
        }
        for (AttachedFile.Summary file : AttachedFile.summaries(blast.key())) {
            if (BlockedFile.isBlocked(file.name())) {
                String sentence = "Gmail and Outlook block files of this type, and the message with it.";
                findings.add(new PreflightCheck(true, sentence, file.name(), List.of(), "attachment"));
            }
        }
        if (content.marketing()
                && (content.postalAddress() == null || content.postalAddress().isBlank())) {
            String sentence = "Your postal address is not set. Many countries require it in marketing mail.";
            findings.add(new PreflightCheck(false, sentence, "", List.of(), "/settings"));
        }
        return findings;
    }

    static String people(int count) {
        return Numbers.of(count, "person", "people");
    }

    /** Empty content is shown as an error, not as a check. */
    private static boolean isReportedElsewhere(ContentCheck.Kind kind) {
        return kind == ContentCheck.Kind.EMPTY_SUBJECT || kind == ContentCheck.Kind.EMPTY_MESSAGE;
    }
}
