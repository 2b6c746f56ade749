package org.tidings.diagnosis.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoticeParserTest {

    private static final String TOKEN = "abcdefghijklmnopqrstuvwxyz234567abcdef";

    /** Samples, what they are, and for each recipient address, action, verdict and rule. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            report-failed               | BOUNCE     | ann+swim@example.org failed HARD mailbox-unknown
            report-delayed              | DELAYED    | ann@example.org delayed SOFT delayed
            report-delivered            | DELIVERED  | ann@example.org delivered DELIVERED delivered
            report-global               | BOUNCE     | jörg@example.org failed SOFT mailbox-full
            report-prose-says-otherwise | BOUNCE     | ann@example.org failed SUSPECTED not-understood
            report-two                  | BOUNCE     | ann@example.org failed HARD mailbox-unknown, bob@example.org delayed SOFT temporary
            complaint-redacted          | COMPLAINT  | ? COMPLAINT complaint
            complaint-taken-back        | NOT_SPAM   | ann@example.org UNKNOWN unclear
            authentication-report       | UNKNOWN    | ann@example.org UNKNOWN unclear
            holiday                     | AUTO_REPLY | ann@example.org AUTO_REPLY auto-reply
            holiday-by-subject          | AUTO_REPLY | ann@example.org AUTO_REPLY auto-reply
            holiday-undeliverable       | AUTO_REPLY | ann@example.org AUTO_REPLY auto-reply
            person                      | UNKNOWN    |
            person-complains            | UNKNOWN    |
            nobody-named                | BOUNCE     | ? failed HARD mailbox-unknown
            qmail                       | BOUNCE     | ann@example.org failed HARD mailbox-unknown, bob@example.org failed SOFT mailbox-full
            exim                        | BOUNCE     | ann@example.org failed BLOCKED sender-refused
            sendmail                    | BOUNCE     | ann@example.org failed HARD mailbox-unknown, bob@example.org failed BLOCKED relay-denied
            exchange                    | BOUNCE     | ann@example.org failed HARD mailbox-unknown
            domino                      | BOUNCE     | ann@example.org failed HARD mailbox-unknown
            gmail                       | BOUNCE     | ann@example.org failed BLOCKED unauthenticated
            html-only                   | BOUNCE     | ann@example.org failed SOFT mailbox-full
            japanese-carrier            | BOUNCE     | ann@carrier.example.jp failed SOFT mailbox-full
            ses-by-mail                 | BOUNCE     | ann@example.org failed HARD mailbox-unknown
            """)
    void sampleMeans(String sample, Notice.Kind kind, String recipients) {
        Notice notice = NoticeParser.parse(sample(sample));
        assertThat(notice.kind()).isEqualTo(kind);
        assertThat(notice.recipients().stream().map(NoticeParserTest::inWords).collect(Collectors.joining(", ")))
                .isEqualTo(Objects.requireNonNullElse(recipients, ""));
    }

    private static String inWords(NoticeRecipient recipient) {
        return String.join(
                        " ",
                        recipient.address().orElse("?"),
                        recipient.action(),
                        recipient.diagnosis().verdict().name(),
                        recipient.diagnosis().ruleId())
                .replace("  ", " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report-failed", // in the return path
                "complaint-redacted", // in the returned message's header
                "holiday", // in the return path again
                "holiday-by-subject", // in what the answer refers to
                "sendmail", // in the message returned within the text
            })
    void tokenIsFound(String sample) {
        assertThat(NoticeParser.parse(sample(sample)).tokens()).contains(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"person", "report-two", "domino"})
    void noTokenIsMadeUp(String sample) {
        assertThat(NoticeParser.parse(sample(sample)).tokens()).isEmpty();
    }

    @Test
    void evidenceIsKept() {
        Notice notice = NoticeParser.parse(sample("report-failed"));
        assertThat(notice.subject()).isEqualTo("Undelivered Mail Returned to Sender");
        assertThat(notice.excerpt()).isEqualTo("Sorry, we could not deliver your letter.");
        assertThat(notice.messageId()).contains(TOKEN + "@news.example.com");
        assertThat(notice.recipients().get(0).reply().line()).isEqualTo("550 5.1.1 nobody has that name here");
        assertThat(NoticeParser.parse(sample("sendmail")).messageId()).contains(TOKEN + "@news.example.com");
    }

    /** Trouble of a mail server on the way is no reason to give an address up, and neither is a person's holiday. */
    @Test
    void onlyFailedRecipientsBecomeInvalid() {
        for (String sample : List.of("report-delayed", "report-delivered", "holiday", "exim", "gmail", "person")) {
            assertThat(NoticeParser.parse(sample(sample)).recipients())
                    .as(sample)
                    .noneMatch(recipient -> recipient.diagnosis().invalidatesAddress());
        }
    }

    @Test
    void tokenSurvivesAChangeOfCase() {
        byte[] shouted = new String(sample("qmail"), StandardCharsets.UTF_8)
                .replace(TOKEN, TOKEN.toUpperCase(Locale.ROOT))
                .getBytes(StandardCharsets.UTF_8);
        assertThat(NoticeParser.parse(shouted).tokens())
                .first()
                .satisfies(token -> assertThat(token).isEqualToIgnoringCase(TOKEN));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n\n\n",
                "Content-Type: multipart/report\n\n",
                "Content-Type: multipart/mixed; boundary=\"\"\n\n--\n\n--\n",
                "Content-Type: text/plain; charset=nonsense\nContent-Transfer-Encoding: base64\n\n!!!!",
                "Content-Type: message/delivery-status\n\nFinal-Recipient: utf-8; \\x{FFFFFF}@example.org\nAction: failed",
            })
    void brokenMessageIsStillRead(String message) {
        Notice notice = NoticeParser.parse(message.getBytes(StandardCharsets.UTF_8));
        assertThat(notice.recipients())
                .noneMatch(recipient -> recipient.diagnosis().invalidatesAddress());
    }

    static byte[] sample(String name) {
        try (InputStream in = NoticeParserTest.class.getResourceAsStream("/notices/" + name + ".eml")) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException broken) {
            throw new IllegalStateException(name, broken);
        }
    }
}
