package org.tidings.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.recipient.RecipientStatus.BOUNCE;
import static org.tidings.recipient.RecipientStatus.CLICK;
import static org.tidings.recipient.RecipientStatus.DELIVERY;
import static org.tidings.recipient.RecipientStatus.FAILED;
import static org.tidings.recipient.RecipientStatus.INVALID;
import static org.tidings.recipient.RecipientStatus.OPEN;
import static org.tidings.recipient.RecipientStatus.SENT;
import static org.tidings.recipient.RecipientStatus.UNSUBSCRIBED;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.platform.web.Dates;
import org.tidings.recipient.Answer;
import org.tidings.recipient.FollowUp;
import org.tidings.recipient.Marks;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.RecipientStatus;

/** Pins all status texts of the report. */
class StatusTextTest {

    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");

    private final StatusText sentence = new StatusText(new Dates(ZoneId.of("Europe/Oslo"), NOW), 6);

    static Stream<Arguments> sentences() {
        Instant soon = Instant.parse("2026-11-23T09:40:00Z");
        Instant tomorrow = Instant.parse("2026-11-24T09:40:00Z");
        Instant threeMinutesAgo = NOW.minus(Duration.ofMinutes(3));
        LastEngagement opened = new LastEngagement(threeMinutesAgo, null);
        LastEngagement clicked = new LastEngagement(threeMinutesAgo, "Buy tickets");
        return Stream.of(
                sentence("In the queue", row(SENT).build(), LastEngagement.NONE),
                sentence(
                        "Trying again at 10:40 (2 of 6): mailbox full",
                        row(SENT)
                                .because("Mailbox full.")
                                .tried(1)
                                .nextAttemptAt(soon)
                                .build(),
                        LastEngagement.NONE),
                sentence(
                        "Trying again tomorrow 10:40 (5 of 6): mailbox full",
                        row(SENT)
                                .because("Mailbox full.")
                                .tried(4)
                                .nextAttemptAt(tomorrow)
                                .build(),
                        LastEngagement.NONE),
                sentence(
                        "Trying again now (2 of 6)",
                        row(SENT).tried(1).nextAttemptAt(NOW).build(),
                        LastEngagement.NONE),
                sentence(
                        "Accepted by the mail server, delivery not confirmed",
                        row(SENT).tried(1).sentAt(NOW).build(),
                        LastEngagement.NONE),
                sentence("In their mailbox", row(DELIVERY).tried(1).build(), LastEngagement.NONE),
                sentence(
                        "In their mailbox; they do not permit tracking, so opens are not known",
                        row(DELIVERY).tried(1).untracked().build(),
                        LastEngagement.NONE),
                sentence(
                        "In their mailbox. A click could not be confirmed: it may have been a machine",
                        row(DELIVERY).tried(1).unconfirmedClick().build(),
                        LastEngagement.NONE),
                sentence(
                        "In their mailbox. Confirmed having read it 3 min ago",
                        row(DELIVERY)
                                .tried(1)
                                .untracked()
                                .gotIt(NOW.minus(Duration.ofMinutes(3)))
                                .build(),
                        LastEngagement.NONE),
                sentence(
                        "In their mailbox. Answered maybe",
                        row(DELIVERY).tried(1).answered(Answer.MAYBE).build(),
                        LastEngagement.NONE),
                sentence("Opened 3 min ago", row(OPEN).opens(1).build(), opened),
                sentence("Opened 2 times, last 3 min ago", row(OPEN).opens(2).build(), opened),
                sentence(
                        "Opened. Later: no such mailbox",
                        row(OPEN).opens(1).because("No such mailbox.").build(),
                        LastEngagement.NONE),
                sentence("Clicked 'Buy tickets'", row(CLICK).clicks(1).build(), clicked),
                sentence(
                        "Clicked 'Buy tickets', 3 clicks in total",
                        row(CLICK).clicks(3).build(),
                        clicked),
                sentence("Clicked a link", row(CLICK).clicks(1).build(), LastEngagement.NONE),
                sentence(
                        "No such mailbox",
                        row(BOUNCE).because("No such mailbox.").build(),
                        LastEngagement.NONE),
                sentence(
                        "Not mailed since 3 May 2026: No such mailbox",
                        row(INVALID)
                                .because("Not mailed since 3 May 2026: No such mailbox.")
                                .build(),
                        LastEngagement.NONE),
                sentence(
                        "Left out: unsubscribed on 3 May 2026",
                        row(UNSUBSCRIBED)
                                .because("Left out: unsubscribed on 3 May 2026")
                                .build(),
                        LastEngagement.NONE),
                sentence(
                        "Gave up after 6 attempts: mailbox full",
                        row(FAILED)
                                .because("Gave up after 6 attempts: mailbox full.")
                                .tried(6)
                                .build(),
                        LastEngagement.NONE),
                sentence("Not sent", row(FAILED).build(), LastEngagement.NONE),
                sentence(
                        "In their mailbox. Marked as spam", row(DELIVERY).junk().build(), LastEngagement.NONE),
                sentence(
                        "In their mailbox. Unsubscribed on 23 Nov",
                        row(DELIVERY).unsubscribedAt(NOW).build(),
                        LastEngagement.NONE));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("sentences")
    void describesStatusAndReason(String expected, ReportRow row, LastEngagement lastEngagements) {
        assertThat(sentence.of(row, lastEngagements)).isEqualTo(expected);
    }

    static Stream<Arguments> nextSteps() {
        return Stream.of(
                Arguments.of(
                        BOUNCE,
                        "mailbox-unknown",
                        "Check the spelling with the family, then fix the address and resend."),
                Arguments.of(BOUNCE, "a-rule-that-went-away", "Check the spelling with the family."),
                Arguments.of(SENT, "greylisted", "Nothing to do: Tidings tries again by itself."),
                Arguments.of(INVALID, "invalid", "Ask the family for their current address."),
                Arguments.of(FAILED, "malformed", "Correct the address and send the message again."),
                Arguments.of(FAILED, "mailbox-full", "Contact the family another way, or ask for another address."),
                Arguments.of(
                        FAILED,
                        "probably-dead",
                        "Ask the family whether the address is right. Tidings mails it once more with the next blast."),
                Arguments.of(FAILED, null, "Open the row to see the mail server's response."),
                Arguments.of(DELIVERY, null, null));
    }

    @ParameterizedTest
    @MethodSource("nextSteps")
    void suggestsTheNextStep(RecipientStatus status, @Nullable String rule, @Nullable String expected) {
        assertThat(NextStep.of(status, rule)).isEqualTo(expected);
    }

    private static Arguments sentence(String expected, ReportRow row, LastEngagement lastEngagements) {
        return Arguments.of(expected, row, lastEngagements);
    }

    private static Row row(RecipientStatus status) {
        return new Row(status);
    }

    /** A builder for rows. */
    private static final class Row {
        private final RecipientStatus status;
        private @Nullable String reason;
        private int attempts;
        private @Nullable Instant nextAttemptAt;
        private @Nullable Instant sentAt;
        private int opens;
        private int clicks;
        private boolean complaint;
        private Marks marks = Marks.NONE;
        private boolean untracked;
        private @Nullable Instant gotItAt;
        private @Nullable Answer answer;
        private @Nullable Instant unsubscribedAt;

        Row(RecipientStatus status) {
            this.status = status;
        }

        Row because(String why) {
            reason = why;
            return this;
        }

        Row tried(int times) {
            attempts = times;
            return this;
        }

        Row nextAttemptAt(Instant at) {
            nextAttemptAt = at;
            return this;
        }

        Row sentAt(Instant at) {
            sentAt = at;
            return this;
        }

        Row opens(int times) {
            opens = times;
            return this;
        }

        Row clicks(int times) {
            clicks = times;
            return this;
        }

        Row junk() {
            complaint = true;
            return this;
        }

        Row unsubscribedAt(Instant at) {
            unsubscribedAt = at;
            return this;
        }

        Row unconfirmedClick() {
            marks = new Marks(8);
            return this;
        }

        Row untracked() {
            untracked = true;
            return this;
        }

        Row gotIt(Instant at) {
            gotItAt = at;
            return this;
        }

        Row answered(Answer given) {
            answer = given;
            return this;
        }

        ReportRow build() {
            return new ReportRow(
                    new RecipientKey(1, 1),
                    "mia@x.example",
                    "Mia Larsen",
                    null,
                    status,
                    reason,
                    null,
                    null,
                    attempts,
                    nextAttemptAt,
                    sentAt,
                    null,
                    null,
                    null,
                    null,
                    NOW,
                    opens,
                    clicks,
                    complaint,
                    unsubscribedAt,
                    null,
                    0,
                    0,
                    marks,
                    untracked,
                    0,
                    FollowUp.OPEN,
                    gotItAt,
                    answer,
                    Map.of());
        }
    }
}
