package org.tidings.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.TwoNodes.both;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.message.TokenSubject;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.CountersHold;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.RecipientStatus;
import org.tidings.recipient.Timeline;

@QuarkusTest
@CountersHold
class FeedbackTest {

    private static final Diagnosis DEAD =
            new Diagnosis(Verdict.HARD, "5.1.1", "There is no such mailbox.", null, true, "550 5.1.1");
    private static final Diagnosis FULL =
            new Diagnosis(Verdict.SOFT, "mailbox-full", "The mailbox is full.", null, true, "552 5.2.2");
    private static final Diagnosis REFUSED =
            new Diagnosis(Verdict.BLOCKED, "5.7", "Refused by policy.", null, true, "550 5.7.1");
    private static final Diagnosis PUZZLING =
            new Diagnosis(Verdict.SUSPECTED, "not-understood", "The server gave no reason.", null, true, "550");

    @Inject
    Feedback feedback;

    @Inject
    Notices notices;

    @Inject
    Explanations explanations;

    @Inject
    Timeline timeline;

    @Inject
    Ledger ledger;

    @Inject
    NoticeRetention retention;

    @Inject
    MailedPeople people;

    @Inject
    Clock clock;

    @Inject
    TestClock time;

    @AfterEach
    void resetClock() {
        time.reset();
    }

    @Test
    void hardBounceAfterDeliveryBecomesBounceAndInvalidatesWithEvidence() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.FAILED, DEAD));
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
        assertThat(people.invalid(ann)).isEqualTo("There is no such mailbox.");
        assertThat(people.count(ann, "bounce")).isEqualTo(1);
        assertThat(people.count(ann, "delivery")).isZero();
        Notices.Evidence evidence = notices.of(ann.subject().addressId(), null).get(0);
        assertThat(evidence.raw()).isEqualTo("the notice");
        assertThat(evidence.sentence()).isEqualTo("There is no such mailbox.");
        assertThat(evidence.code()).isEqualTo("550 5.1.1");
        assertThat(evidence.kind()).isEqualTo(FeedbackEvent.Kind.FAILED);
    }

    @Test
    void hardBounceAfterOpenKeepsOpenAndInvalidates() throws Exception {
        Mailed ann = people.one(RecipientStatus.OPEN);
        take(events(ann, FeedbackEvent.Kind.FAILED, DEAD));
        assertThat(people.status(ann)).isEqualTo("OPEN");
        assertThat(people.invalid(ann)).isNotNull();
    }

    @Test
    void relayThatGaveUpOnAFullMailboxIsFailedAndTheAddressStaysValid() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.FAILED, FULL));
        assertThat(people.status(ann)).isEqualTo("FAILED");
        assertThat(people.events(ann)).containsExactly("GAVE_UP");
        assertThat(people.invalid(ann)).isNull();
    }

    @Test
    void blockedAfterAcceptanceIsFailedAndTheAddressStaysValid() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.FAILED, REFUSED));
        assertThat(people.status(ann)).isEqualTo("FAILED");
        assertThat(people.events(ann)).containsExactly("BLOCKED");
        assertThat(people.invalid(ann)).isNull();
    }

    @Test
    void lateDeliveryNoticeRaisesSentAndLowersNothing() throws Exception {
        Mailed ann = people.one(RecipientStatus.SENT);
        Mailed bob = people.one(RecipientStatus.OPEN);
        take(events(ann, FeedbackEvent.Kind.DELIVERED, null), events(bob, FeedbackEvent.Kind.DELIVERED, null));
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(people.status(bob)).isEqualTo("OPEN");
    }

    @Test
    void delayKeepsSentAndSchedulesNothing() throws Exception {
        Mailed ann = people.one(RecipientStatus.SENT);
        take(events(ann, FeedbackEvent.Kind.DELAYED, FULL));
        assertThat(people.status(ann)).isEqualTo("SENT");
        assertThat(people.value("select next_attempt_at from recipient" + ann.where()))
                .startsWith("1970-01-01");
        assertThat(people.value("select count(*) from delivery_queue where blast_id = " + ann.blastId()))
                .isEqualTo("0");
        assertThat(people.value("select attempts from recipient" + ann.where())).isEqualTo("1");
        assertThat(people.value("select reason from recipient" + ann.where())).isEqualTo("The mailbox is full.");
    }

    @Test
    void delayBeforeOurOwnCommitDoesNotAffectTheQueue() throws Exception {
        Mailed ann = people.one(RecipientStatus.SENT);
        people.sql("update recipient set next_attempt_at = '2030-01-01'" + ann.where());
        take(events(ann, FeedbackEvent.Kind.DELAYED, FULL));
        assertThat(people.value("select next_attempt_at from recipient" + ann.where()))
                .startsWith("2030-01-01");
    }

    @Test
    void complaintMarksTheRecipientAndInvalidates() throws Exception {
        Mailed ann = people.one(RecipientStatus.CLICK);
        take(events(ann, FeedbackEvent.Kind.COMPLAINED, null));
        assertThat(people.status(ann)).isEqualTo("CLICK");
        assertThat(people.count(ann, "complaints")).isEqualTo(1);
        assertThat(people.invalid(ann)).isEqualTo("Marked a message as spam");
    }

    @Test
    void notSpamReleasesAComplainedAddressAndIsAudited() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.COMPLAINED, null));
        take(events(ann, FeedbackEvent.Kind.NOT_SPAM, null));
        assertThat(people.invalid(ann)).isNull();
        assertThat(people.count(ann, "complaints")).isZero();
        assertThat(people.value("select action from audit_entry where subject = '" + ann.email() + "'"))
                .isEqualTo("address.released");
    }

    @Test
    void notSpamDoesNotRevertAComplaintAboutAnotherBlast() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        Mailed later = people.again(ann, RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.COMPLAINED, null), events(later, FeedbackEvent.Kind.COMPLAINED, null));
        take(events(later, FeedbackEvent.Kind.NOT_SPAM, null));
        assertThat(people.count(later, "complaints")).isZero();
        assertThat(people.invalid(ann)).isEqualTo("Marked a message as spam");
        take(events(ann, FeedbackEvent.Kind.NOT_SPAM, null));
        assertThat(people.invalid(ann)).isNull();
    }

    @Test
    void notSpamDoesNotReleaseADeadAddress() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.FAILED, DEAD));
        take(events(ann, FeedbackEvent.Kind.COMPLAINED, null));
        take(events(ann, FeedbackEvent.Kind.NOT_SPAM, null));
        assertThat(people.invalid(ann)).isEqualTo("There is no such mailbox.");
    }

    @Test
    void notSpamDoesNotReleaseAnAddressThatBouncedLater() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.COMPLAINED, null));
        take(events(ann, FeedbackEvent.Kind.FAILED, DEAD));
        take(events(ann, FeedbackEvent.Kind.NOT_SPAM, null));
        assertThat(people.invalid(ann)).isEqualTo("Marked a message as spam");
    }

    @Test
    void failureThatNobodyUnderstandsMakesTheAddressSuspected() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(
                ann,
                FeedbackEvent.Kind.FAILED,
                Classifier.classify(Reply.parse("gone fishing"), Classifier.Source.NOTICE)));
        assertThat(people.status(ann)).isEqualTo("FAILED");
        assertThat(people.events(ann)).containsExactly("SUSPECTED");
        assertThat(people.invalid(ann)).isNull();
        assertThat(notices.of(ann.subject().addressId(), null)).hasSize(1);
    }

    @Test
    void evidenceFromBlastsOfOthersIsNotShown() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.FAILED, DEAD));
        assertThat(notices.of(ann.subject().addressId(), null).get(0).raw()).isNotEmpty();
        assertThat(notices.of(ann.subject().addressId(), -1L).get(0).raw()).isEmpty();
    }

    @Test
    void automaticReplyIsStoredAndChangesNothing() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.AUTO_REPLIED, null));
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(people.events(ann)).containsExactly("AUTO_REPLIED");
        assertThat(notices.of(ann.subject().addressId(), null)).isEmpty();
    }

    @Test
    void suppressionByTheProviderInvalidatesEvenAfterAcceptance() throws Exception {
        for (RecipientStatus status : List.of(RecipientStatus.SENT, RecipientStatus.DELIVERY)) {
            Mailed ann = people.one(status);
            take(events(ann, FeedbackEvent.Kind.SUPPRESSED, null));
            assertThat(people.status(ann)).isEqualTo("INVALID");
            assertThat(people.invalid(ann)).isNotNull();
            assertThat(people.count(ann, "invalid")).isEqualTo(1);
        }
    }

    @Test
    void unclearNoticeIsStoredAndChangesNothing() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.UNCLEAR, null));
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(people.events(ann)).containsExactly("UNCLEAR");
        assertThat(notices.of(ann.subject().addressId(), null)).hasSize(1);
    }

    @Test
    void suspicionInvalidatesOnlyAtTheSecondBlast() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.FAILED, PUZZLING));
        take(events(ann, FeedbackEvent.Kind.FAILED, PUZZLING));
        assertThat(people.status(ann)).isEqualTo("FAILED");
        assertThat(people.invalid(ann)).isNull();
        time.advance(Duration.ofDays(29));
        Mailed later = people.again(ann, RecipientStatus.DELIVERY);
        take(events(later, FeedbackEvent.Kind.FAILED, PUZZLING));
        assertThat(people.status(later)).isEqualTo("BOUNCE");
        assertThat(people.status(ann)).isEqualTo("FAILED");
        assertThat(people.invalid(ann)).isEqualTo("Came back from two blasts: The server gave no reason.");
    }

    @Test
    void suspicionsFarApartInvalidateNothing() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.FAILED, PUZZLING));
        time.advance(Duration.ofDays(31));
        Mailed later = people.again(ann, RecipientStatus.DELIVERY);
        take(events(later, FeedbackEvent.Kind.FAILED, PUZZLING));
        assertThat(people.status(later)).isEqualTo("FAILED");
        assertThat(people.invalid(ann)).isNull();
    }

    @Test
    void deliveryClearsASuspicion() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.FAILED, PUZZLING));
        time.advance(Duration.ofDays(7));
        Mailed later = people.again(ann, RecipientStatus.DELIVERY);
        take(events(later, FeedbackEvent.Kind.DELIVERED, null));
        time.advance(Duration.ofDays(7));
        Mailed last = people.again(ann, RecipientStatus.DELIVERY);
        take(events(last, FeedbackEvent.Kind.FAILED, PUZZLING));
        assertThat(people.status(last)).isEqualTo("FAILED");
        assertThat(people.invalid(ann)).isNull();
    }

    @Test
    void clickOfAPersonClearsASuspicion() throws Exception {
        Mailed ann = people.one(RecipientStatus.OPEN);
        take(events(ann, FeedbackEvent.Kind.FAILED, PUZZLING));
        time.advance(Duration.ofDays(1));
        ledger.apply(List.of(NewEvent.of(key(ann), EventType.CLICKED, clock.instant())));
        Mailed later = people.again(ann, RecipientStatus.DELIVERY);
        take(events(later, FeedbackEvent.Kind.FAILED, PUZZLING));
        assertThat(people.status(later)).isEqualTo("FAILED");
        assertThat(people.invalid(ann)).isNull();
    }

    @Test
    void timelineNamesTheWordsAndThePlaceThatLedToAVerdict() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        String notice = """
                Return-Path: <>
                From: MAILER-DAEMON@mx.example
                Subject: Undelivered mail
                Content-Type: message/delivery-status

                Final-Recipient: rfc822; ann@swim.example
                Action: failed
                Status: 5.1.1
                Diagnostic-Code: smtp; 550 5.1.1 user unknown
                """;
        take(new FeedbackEvent(
                ann.subject(), FeedbackEvent.Kind.FAILED, DEAD, clock.instant(), "why", "550 5.1.1", notice));
        assertThat(explanations.of(key(ann), timeline.of(key(ann), 10)).values())
                .flatExtracting(Explanations.Why::lines)
                .contains("\u201cuser unknown\u201d (words of the field Diagnostic-Code): No such mailbox.");
    }

    private static RecipientKey key(Mailed person) {
        return new RecipientKey(person.subject().blastId(), person.subject().seq());
    }

    @Test
    void suspicionOfAnOpenedMessageIsADetail() throws Exception {
        Mailed ann = people.one(RecipientStatus.OPEN);
        take(events(ann, FeedbackEvent.Kind.FAILED, PUZZLING));
        assertThat(people.status(ann)).isEqualTo("OPEN");
        assertThat(people.events(ann)).contains("SUSPECTED");
    }

    @Test
    void bounceAndComplaintOfAClearedReportStillInvalidate() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        Mailed bob = people.one(RecipientStatus.DELIVERY);
        people.clear(ann);
        people.clear(bob);
        take(events(ann, FeedbackEvent.Kind.FAILED, DEAD), events(bob, FeedbackEvent.Kind.COMPLAINED, null));
        assertThat(people.invalid(ann)).isEqualTo("There is no such mailbox.");
        assertThat(people.invalid(bob)).isEqualTo("Marked a message as spam");
        assertThat(notices.of(ann.subject().addressId(), null)).hasSize(1);
    }

    @Test
    void unsubscribeOfAClearedReportStillCounts() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        people.clear(ann);
        take(events(ann, FeedbackEvent.Kind.UNSUBSCRIBED, null));
        assertThat(people.unsubscribed(ann)).isTrue();
    }

    @Test
    void sameSourceCountsOnce() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        FeedbackEvent complaint = events(ann, FeedbackEvent.Kind.COMPLAINED, null);
        FeedbackEvent reply = events(ann, FeedbackEvent.Kind.AUTO_REPLIED, null);
        take(complaint, complaint, reply);
        take(complaint, reply, reply);
        assertThat(people.events(ann)).containsExactly("COMPLAINED", "AUTO_REPLIED");
        assertThat(notices.of(ann.subject().addressId(), null)).hasSize(1);
    }

    @Test
    void feedbackAboutTestMessagesAndUnknownAddressesIsIgnored() throws Exception {
        take(new FeedbackEvent(
                TokenSubject.NOBODY, FeedbackEvent.Kind.FAILED, DEAD, clock.instant(), "test", null, ""));
    }

    @Test
    void oldNoticesAreDeletedExceptEvidenceAgainstInvalidAddresses() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        Mailed bob = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.FAILED, DEAD), events(bob, FeedbackEvent.Kind.FAILED, REFUSED));
        time.advance(Duration.ofDays(61));
        both(retention::prune); // as on two nodes
        assertThat(notices.of(ann.subject().addressId(), null)).hasSize(1);
        assertThat(notices.of(bob.subject().addressId(), null)).isEmpty();
    }

    @Test
    void suppressedAddressRefersToItsBlast() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        take(events(ann, FeedbackEvent.Kind.SUPPRESSED, null));
        assertThat(people.status(ann)).isEqualTo("INVALID");
        assertThat(people.value("select invalid_blast_id from address where id = "
                        + ann.subject().addressId()))
                .isEqualTo(String.valueOf(ann.blastId()));
    }

    @Test
    void storedNoticesPerAddressAreLimited() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        for (int i = 0; i < 55; i++) {
            take(events(ann, FeedbackEvent.Kind.UNCLEAR, null));
        }
        assertThat(people.value("select count(*) from feedback_notice where address_id = "
                        + ann.subject().addressId()))
                .isEqualTo("50");
        take(events(ann, FeedbackEvent.Kind.FAILED, DEAD));
        take(events(ann, FeedbackEvent.Kind.UNCLEAR, null));
        assertThat(notices.of(ann.subject().addressId(), null))
                .hasSize(50)
                .first()
                .satisfies(evidence -> assertThat(evidence.kind()).isEqualTo(FeedbackEvent.Kind.FAILED));
    }

    @Test
    void storedEventsPerRecipientAreLimitedAndFurtherOnesStillCount() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        Mailed bob = people.again(ann, RecipientStatus.DELIVERY);
        for (int batch = 0; batch < 4; batch++) {
            FeedbackEvent[] letters = new FeedbackEvent[30];
            Arrays.setAll(
                    letters,
                    i -> events(ann, i % 2 == 0 ? FeedbackEvent.Kind.UNCLEAR : FeedbackEvent.Kind.AUTO_REPLIED, null));
            take(letters);
        }
        assertThat(people.events(ann)).hasSize(50);

        take(events(ann, FeedbackEvent.Kind.FAILED, DEAD), events(ann, FeedbackEvent.Kind.UNSUBSCRIBED, null));
        take(events(bob, FeedbackEvent.Kind.AUTO_REPLIED, null));

        assertThat(people.status(ann)).isEqualTo("BOUNCE");
        assertThat(people.invalid(ann)).isEqualTo("There is no such mailbox.");
        assertThat(people.unsubscribed(ann)).isTrue();
        assertThat(people.events(ann)).hasSize(50);
        assertThat(people.events(bob)).containsExactly("AUTO_REPLIED");
    }

    private FeedbackEvent events(Mailed person, FeedbackEvent.Kind kind, @Nullable Diagnosis diagnosis) {
        return new FeedbackEvent(
                person.subject(),
                kind,
                diagnosis,
                clock.instant(),
                UUID.randomUUID().toString(),
                "550 said the server",
                "the notice");
    }

    private void take(FeedbackEvent... events) throws Exception {
        feedback.take(List.copyOf(Arrays.asList(events))).get(30, TimeUnit.SECONDS);
    }
}
