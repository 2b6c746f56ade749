package org.tidings.diagnosis.notice;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.notice.Notice.Kind;

/** Complaints: feedback reports, and those of Hotmail and Amazon, which come without a report. */
final class FeedbackReportParser {

    /** Of Hotmail, which attaches the message; a person who writes so does not. */
    private static final Pattern SUBJECT = Pattern.compile("(?i)^\\s*complaint about message from ");

    private static final Pattern AMAZON = Pattern.compile("\"notificationType\":\\s?\"Complaint\"");

    private FeedbackReportParser() {}

    static Optional<ParseResult> of(InboundMessage letter) {
        return letter.feedback()
                .or(() -> isComplaint(letter) ? Optional.of("Feedback-Type: abuse") : Optional.empty())
                .map(FeedbackReport::parse)
                .map(report -> new ParseResult(report.kind(), recipients(report, letter.returnedHeaders())));
    }

    static boolean isComplaint(InboundMessage letter) {
        return (SUBJECT.matcher(letter.subject()).find() && !letter.returned().isEmpty())
                || AMAZON.matcher(letter.prose().words()).find();
    }

    private static List<NoticeRecipient> recipients(FeedbackReport report, Headers returned) {
        Diagnosis diagnosis = report.kind() == Kind.COMPLAINT ? Classifier.complaint() : Classifier.notUnderstood();
        List<String> addresses = report.recipients().isEmpty() ? returnedTo(returned) : report.recipients();
        // Where the address is hidden there still is somebody, to be found by our token
        Stream<Optional<String>> known = addresses.isEmpty()
                ? Stream.of(Optional.empty())
                : addresses.stream().map(Optional::of);
        return known.map(address -> new NoticeRecipient(address, "", new Reply(0, null, ""), diagnosis, ""))
                .toList();
    }

    private static List<String> returnedTo(Headers returned) {
        List<String> original = NoticeAddress.all(returned.get("X-HmXmrOriginalRecipient"));
        return original.isEmpty() ? NoticeAddress.all(returned.get("To")) : original;
    }
}
