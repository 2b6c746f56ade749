package org.tidings.diagnosis.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Classifier.Source;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;
import org.tidings.diagnosis.notice.Notice.Kind;

/** The kinds of faults that were found with mail that nobody had seen, each with messages of our own. */
class NoticeFaultsTest {

    private static final String UNKNOWN = "550 5.1.1 <ann@swim.example>: User unknown";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Sent on Mon, 3 May 2027 10:00:00 +0000: user unknown",
                "3 May 2027: no such user here",
                "User unknown since May 2027",
                "May 3, 2027: mailbox not found"
            })
    void monthOfMayIsNoPossibility(String words) {
        assertThat(verdict(words)).isEqualTo(Verdict.HARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"The user may not exist.", "The mailbox might be unknown.", "Possibly the user is unknown."})
    void possibilityProvesNothing(String words) {
        assertThat(verdict(words)).isEqualTo(Verdict.SUSPECTED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Host or domain name not found. Name service error for name=swim.example type=MX: Malformed or unexpected name server reply | SOFT",
                "550 5.4.4 Host not found, try again | SOFT",
                "550 DNS lookup timed out for swim.example | SOFT",
                "550 SERVFAIL looking up swim.example: host not found | SOFT",
                "Host or domain name not found. Name service error for name=swim.example type=A: Host not found | HARD",
                "550 Domain swim.example does not exist (NXDOMAIN) | HARD"
            })
    void troubleOfNameServersIsNoMissingDomain(String words, Verdict expected) {
        assertThat(verdict(words)).isEqualTo(expected);
    }

    @Test
    void providerThatSaysUnknownForWhatItFiltersKillsNobody() {
        assertThat(only(report(
                                "5.0.0",
                                "550 Unknown user ann@docomo.ne.jp",
                                "ann@docomo.ne.jp",
                                "(in reply to end of DATA command)"))
                        .verdict())
                .isEqualTo(Verdict.BLOCKED);
    }

    @Test
    void unknownUserAfterTheContentIsSuspected() {
        assertThat(only(report("5.0.0", "550 Unknown user", "ann@swim.example", "(in reply to end of DATA command)"))
                        .verdict())
                .isEqualTo(Verdict.SUSPECTED);
        assertThat(only(report("5.0.0", "550 Unknown user", "ann@swim.example", "(in reply to RCPT TO command)"))
                        .verdict())
                .isEqualTo(Verdict.HARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.1.1 Maximum message size exceeded",
                "550 5.2.1 content filter agent quarantined this message",
                "550 5.1.1 Blocked because of your reputation",
                "550 5.1.2 Your domain has no SPF record",
                "550 5.1.1 Too many connections"
            })
    void statusAloneProvesNothingAgainstTheWords(String answer) {
        assertThat(verdict(answer)).isIn(Verdict.BLOCKED, Verdict.SOFT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"550 5.1.1 Zebra crossing ahead", "550 5.2.1 Waltzing is frowned upon"})
    void statusBesideWordsNotUnderstoodIsSuspected(String answer) {
        assertThat(verdict(answer)).isEqualTo(Verdict.SUSPECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 this address is a closed mailing list",
                "550 account disabled temporarily",
                "550 account disabled temporarly for exceeding receiving limits",
                "550 the account is closed to external senders",
                "550 the sender's account is disabled",
                "550 The server for this user was not found",
                "550 recipient's attachment policy was not found valid"
            })
    void nounNearAWordIsNoClaim(String answer) {
        assertThat(verdict(answer)).isNotEqualTo(Verdict.HARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 5.7.1 No such user",
                "550 5.7.1 Nonexistent user",
                "550 5.5.1 unknown mailbox",
                "550 5.5.0 The recipient does not exist here"
            })
    void explicitWordsOutweighAStatusSaidOfAll(String answer) {
        assertThat(verdict(answer)).isEqualTo(Verdict.HARD);
    }

    @Test
    void fieldsThatSayNothingLeaveTheWordToTheProse() {
        String report = report("5.0.0", "", "ann@swim.example", "")
                .replace("PROSE", "Your message could not be delivered.\n\nann@swim.example: unknown user");
        assertThat(only(report).verdict()).isEqualTo(Verdict.HARD);
    }

    @Test
    void sameAddressNamedTwiceIsOneRecipient() {
        Notice notice = parse(plain("Undelivered mail", """
                Die Nachricht konnte nicht zugestellt werden:

                <ann@swim.example>: Benutzer unbekannt

                The message could not be delivered:

                <Ann@swim.example>: user unknown
                """));
        assertThat(notice.recipients()).hasSize(1);
        assertThat(notice.recipients().get(0).diagnosis().verdict()).isEqualTo(Verdict.HARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CAUTION: External email, scanned for spam.",
                "[EXTERNAL] This message comes from outside of your organization. Do not open attachments.",
                "WARNING: this email originated from outside the company; our policy blocks suspicious links"
            })
    void bannerIsNoAnswer(String banner) {
        String prose = "The following message could not be delivered:\n\n<ann@swim.example>: user unknown\n";
        assertThat(only(plain("Undelivered mail", banner + "\n\n" + prose)).verdict())
                .isEqualTo(Verdict.HARD);
        assertThat(only(plain("Undelivered mail", banner + "\n" + prose)).verdict())
                .isEqualTo(Verdict.HARD);
    }

    @Test
    void footerAndOurOwnTextAreNoAnswer() {
        String prose = "The following message could not be delivered:\n\n<ann@swim.example>: user unknown\n\n";
        String footer =
                "-- \nThis email has been checked for viruses and spam. It is confidential and intended for the recipient only.\n";
        String ours =
                "----- Original message -----\nSubject: Do not miss it: 100% free, no spam!\n\nOur policy: mailbox full of offers\n";
        assertThat(only(plain("Undelivered mail", prose + footer)).verdict()).isEqualTo(Verdict.HARD);
        assertThat(only(plain("Undelivered mail", prose + ours)).verdict()).isEqualTo(Verdict.HARD);
    }

    @Test
    void eventWithinAnSnsEnvelopeIsOpened() {
        String event = """
                {"notificationType":"Bounce","bounce":{"bounceType":"Permanent","bouncedRecipients":[{"emailAddress":\
                "ann@swim.example","status":"5.1.1","diagnosticCode":"smtp; 550 5.1.1 user unknown"}]}}""";
        Notice notice = parse(
                "From: no-reply@sns.amazonaws.com\nSubject: AWS Notification Message\n\n{\n  \"Type\" : \"Notification\",\n"
                        + "  \"Message\" : \"" + event.replace("\"", "\\\"") + "\"\n}\n");
        assertThat(notice.kind()).isEqualTo(Kind.BOUNCE);
        assertThat(notice.recipients().get(0).diagnosis().verdict()).isEqualTo(Verdict.HARD);
    }

    @Test
    void complaintWithinAnSnsEnvelopeIsOpened() {
        Notice notice = parse("From: no-reply@sns.amazonaws.com\nSubject: AWS Notification Message\n\n"
                + "{\"Type\":\"Notification\",\"Message\":\"{\\\"notificationType\\\":\\\"Complaint\\\",\\\"complaint\\\":"
                + "{\\\"complainedRecipients\\\":[{\\\"emailAddress\\\":\\\"ann@swim.example\\\"}]}}\"}\n");
        assertThat(notice.kind()).isEqualTo(Kind.COMPLAINT);
        assertThat(notice.recipients().get(0).address()).contains("ann@swim.example");
    }

    @Test
    void reportWithinAMessageIsFound() {
        String report = report("5.1.1", UNKNOWN, "ann@swim.example", "");
        assertThat(only("From: gateway@relay.example\nSubject: Message\nContent-Type: message/rfc822\n\n" + report)
                        .verdict())
                .isEqualTo(Verdict.HARD);
        assertThat(
                        only("From: gateway@relay.example\nSubject: Message\nContent-Type: multipart/mixed; boundary=w\n\n--w\n\nSee below\n"
                                        + "--w\nContent-Type: message/rfc822\n\n" + report + "\n--w--\n")
                                .verdict())
                .isEqualTo(Verdict.HARD);
    }

    @Test
    void damagedReportIsReadAsANotice() {
        String report = report("5.1.1", UNKNOWN, "ann@swim.example", "");
        assertThat(only(report.replace("boundary=b", "boundary=lost")).verdict())
                .isEqualTo(Verdict.HARD);
        assertThat(only(report.replace("--b", "~~b")).verdict()).isEqualTo(Verdict.HARD);
    }

    @Test
    void automaticAnswerThatDeniesTheUserIsABounce() {
        Notice notice = parse("""
                Return-Path: <>
                From: Swim School <office@swim.example>
                To: b+x@news.example
                Subject: Re: Summer term
                Auto-Submitted: auto-replied

                ann@swim.example is not a valid user.
                """);
        assertThat(notice.kind()).isEqualTo(Kind.BOUNCE);
        assertThat(notice.recipients().get(0).diagnosis().verdict()).isEqualTo(Verdict.HARD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "550 Rcpt <ann@swim.example> does not exist",
                "550 BAD_RECIPIENT",
                "550 X-Postfix; RecipientNotFound",
                "550 そのユーザーは存在しません: メールアドレスが見つかりません",
                "550 Destinataire inexistant",
                "550 El buzón no existe",
                "550 Vastaanottajaa ei löydy",
                "550 Użytkownik nie istnieje"
            })
    void manyWordsInManyLanguagesSayUnknown(String answer) {
        assertThat(verdict(answer)).isEqualTo(Verdict.HARD);
    }

    @Test
    void givenUpForReasonsThatNobodyUnderstandsIsSuspected() {
        Notice notice =
                parse(plain("Undeliverable", "Could not be delivered to ann@swim.example.\n\nZblorg 7 frumious.\n"));
        assertThat(notice.recipients().get(0).diagnosis().verdict()).isEqualTo(Verdict.SUSPECTED);
        assertThat(only(report("5.0.0", "550 Zblorg frumious", "ann@swim.example", ""))
                        .verdict())
                .isEqualTo(Verdict.SUSPECTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ann@privaterelay.appleid.com", "ann@private.icloud.com"})
    void hiddenAddressOfAppleBlocksSendersThatAreNotRegistered(String address) {
        Diagnosis diagnosis = only(report("5.1.1", "550 5.1.1 <" + address + ">: unauthorized sender", address, ""));
        assertThat(diagnosis.verdict()).isEqualTo(Verdict.BLOCKED);
        assertThat(diagnosis.nextStep()).contains("Register your sending domain with Apple");
        assertThat(only(report("5.1.1", "550 5.1.1 <" + address + ">: user not found", address, ""))
                        .verdict())
                .isEqualTo(Verdict.HARD);
    }

    @Test
    void onlyAbuseIsAComplaint() {
        Map<String, Kind> types = Map.of(
                "abuse", Kind.COMPLAINT,
                "fraud", Kind.COMPLAINT,
                "auth-failure", Kind.UNKNOWN,
                "opt-out", Kind.UNSUBSCRIBED,
                "not-spam", Kind.NOT_SPAM);
        types.forEach((type, kind) ->
                assertThat(parse(feedback(type)).kind()).as(type).isEqualTo(kind));
        assertThat(parse(
                                "From: ann@icloud.com\nSubject: unsubscribe\nAuto-Submitted: auto-replied\nX-Apple-Unsubscribe: true\n\nBye\n")
                        .kind())
                .isEqualTo(Kind.UNSUBSCRIBED);
    }

    @Test
    void verdictNamesItsWordsAndTheirPlace() {
        NoticeRecipient ann = parse(report("5.1.1", UNKNOWN, "ann@swim.example", ""))
                .recipients()
                .get(0);
        assertThat(ann.place()).isEqualTo("the field Diagnostic-Code");
        assertThat(ann.diagnosis().grounds()).extracting("words").contains("@addr : user unknown", "5.1.1");
    }

    private static Verdict verdict(String words) {
        return Classifier.classify(Reply.parse(words), Source.NOTICE).verdict();
    }

    private static Diagnosis only(String message) {
        List<NoticeRecipient> recipients = parse(message).recipients();
        assertThat(recipients).hasSize(1);
        return recipients.get(0).diagnosis();
    }

    private static Notice parse(String message) {
        return NoticeParser.parse(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String plain(String subject, String words) {
        return "Return-Path: <>\nFrom: Mail Delivery System <MAILER-DAEMON@mx.example>\nTo: b+x@news.example\nSubject: "
                + subject + "\nContent-Type: text/plain; charset=utf-8\n\n" + words;
    }

    private static String report(String status, String diagnostic, String address, String step) {
        return "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example\nSubject: Undelivered mail\n"
                + "Content-Type: multipart/report; report-type=delivery-status; boundary=b\n\n--b\n\nPROSE\n\n<"
                + address
                + ">: host mx.example said:\n    " + diagnostic + " " + step
                + "\n--b\nContent-Type: message/delivery-status\n\n"
                + "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; " + address + "\nAction: failed\nStatus: "
                + status
                + (diagnostic.isEmpty() ? "" : "\nDiagnostic-Code: smtp; " + diagnostic) + "\n\n--b--\n";
    }

    private static String feedback(String type) {
        return "From: fbl@provider.example\nSubject: report\nContent-Type: multipart/report; report-type=feedback-report; boundary=b\n\n--b\n\n"
                + "A report\n--b\nContent-Type: message/feedback-report\n\nFeedback-Type: " + type
                + "\nVersion: 1\nOriginal-Rcpt-To: ann@swim.example\n\n--b--\n";
    }
}
