package org.tidings.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.recipient.CountersHold;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
@CountersHold
class SmtpIntakeTest {

    @Inject
    SmtpIntake intake;

    @Inject
    MailedPeople people;

    @Test
    void bounceSetsBounceAndInvalidatesTheAddress() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        assertThat(deliver(people.returnPath(ann), bounce(ann))).startsWith("250");
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
        assertThat(people.invalid(ann)).isNotNull();
    }

    @Test
    void returnPathIsCaseInsensitive() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        assertThat(deliver(people.returnPath(ann).toUpperCase(Locale.ROOT), bounce(ann)))
                .startsWith("250");
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
    }

    @Test
    void returnPathTakesPrecedenceOverTheReturnedMessage() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        Mailed bob = people.one(RecipientStatus.DELIVERY);
        deliver(people.returnPath(ann), bounce(bob));
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
        assertThat(people.status(bob)).isEqualTo("DELIVERY");
    }

    @Test
    void deliveryNoticeConfirmsAnAcceptedMessage() throws Exception {
        Mailed ann = people.one(RecipientStatus.SENT);
        deliver(people.returnPath(ann), report(ann, "delivered", "2.1.5", "250 2.1.5 OK"));
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
    }

    @Test
    void delayKeepsSent() throws Exception {
        Mailed ann = people.one(RecipientStatus.SENT);
        deliver(people.returnPath(ann), report(ann, "delayed", "4.4.1", "451 4.4.1 No answer from host"));
        assertThat(people.status(ann)).isEqualTo("SENT");
        assertThat(people.events(ann)).containsExactly("DEFERRED");
    }

    @Test
    void relayThatGaveUpOnAFullMailboxSetsFailed() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        deliver(people.returnPath(ann), report(ann, "failed", "5.2.2", "552 5.2.2 Mailbox full"));
        assertThat(people.status(ann)).isEqualTo("FAILED");
        assertThat(people.invalid(ann)).isNull();
    }

    @Test
    void blockedAfterAcceptanceSetsFailed() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        deliver(people.returnPath(ann), report(ann, "failed", "5.7.1", "550 5.7.1 Message rejected as spam"));
        assertThat(people.status(ann)).isEqualTo("FAILED");
        assertThat(people.invalid(ann)).isNull();
    }

    @Test
    void complaintInvalidatesAndNotSpamReleases() throws Exception {
        Mailed ann = people.one(RecipientStatus.OPEN);
        deliver(people.returnPath(ann), SampleNotices.complaint("abuse", people.messageToken(ann)));
        assertThat(people.status(ann)).isEqualTo("OPEN");
        assertThat(people.count(ann, "complaints")).isEqualTo(1);
        assertThat(people.invalid(ann)).isNotNull();
        deliver(people.returnPath(ann), SampleNotices.complaint("not-spam", people.messageToken(ann)));
        assertThat(people.invalid(ann)).isNull();
    }

    @Test
    void automaticReplyChangesNothing() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        assertThat(deliver(people.returnPath(ann), SampleNotices.autoReply())).startsWith("250");
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(people.events(ann)).containsExactly("AUTO_REPLIED");
    }

    @Test
    void mailToTheUnsubscribeAddressUnsubscribes() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        String address = people.unsubscribeAddress(ann);
        assertThat(deliver(address, SampleNotices.plain(address, "unsubscribe")))
                .startsWith("250");
        assertThat(people.unsubscribed(ann)).isTrue();
        assertThat(people.count(ann, "unsubscribes")).isEqualTo(1);
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
    }

    @Test
    void sameMessageTwiceCountsOnce() throws Exception {
        Mailed ann = people.one(RecipientStatus.OPEN);
        assertThat(deliver(people.returnPath(ann), bounce(ann))).startsWith("250");
        assertThat(deliver(people.returnPath(ann), bounce(ann))).startsWith("250");
        assertThat(people.events(ann)).hasSize(1);
    }

    @Test
    void messageToSeveralReturnAddressesCountsForEach() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        Mailed bob = people.one(RecipientStatus.DELIVERY);
        try (Peer peer = Peer.bouncing(intake.port())) {
            assertThat(peer.say("RCPT TO:<" + people.returnPath(ann) + ">")).startsWith("250");
            assertThat(peer.say("RCPT TO:<" + people.unsubscribeAddress(bob) + ">"))
                    .startsWith("250");
            assertThat(peer.data(bounce(ann))).startsWith("250");
        }
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
        assertThat(people.unsubscribed(bob)).isTrue();
    }

    @Test
    void unsignedRecipientIsRejectedImmediately() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        String path = people.returnPath(ann);
        String forged = path.replaceFirst("b\\+..", path.startsWith("b+aa") ? "b+bb" : "b+aa");
        try (Peer peer = Peer.bouncing(intake.port())) {
            for (String foreign : List.of(
                    forged,
                    "u" + path.substring(1),
                    "postmaster@news.example",
                    "ann@gmail.com",
                    "b+@news.example",
                    "ann%gmail.com@news.example")) {
                assertThat(peer.say("RCPT TO:<" + foreign + ">")).as(foreign).startsWith("550 5.1.1");
            }
            assertThat(peer.data("x")).startsWith("503");
            assertThat(peer.say("RCPT TO:<" + path + ">")).startsWith("250");
        }
    }

    @Test
    void acceptsAnySender() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        Properties settings = new Properties();
        settings.put("mail.smtp.host", "127.0.0.1");
        settings.put("mail.smtp.port", String.valueOf(intake.port()));
        settings.put("mail.smtp.from", "postmaster@x.example");
        MimeMessage message = new MimeMessage(
                Session.getInstance(settings),
                new ByteArrayInputStream(bounce(ann).getBytes(StandardCharsets.US_ASCII)));
        message.setRecipient(Message.RecipientType.TO, new InternetAddress(people.returnPath(ann)));
        Transport.send(message);
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
    }

    @Test
    void noticeRequiresANullSender() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        String letter = """
                From: System Administrator <admin@x.example>
                Subject: Undeliverable: Spring recital

                Your message could not be delivered to ann@x.example: 550 5.1.1 User unknown
                """.replace("\n", "\r\n");
        try (Peer ben = new Peer(intake.port())) {
            ben.answer();
            ben.say("EHLO mx.x.example");
            ben.say("MAIL FROM:<admin@x.example>");
            ben.say("RCPT TO:<" + people.returnPath(ann) + ">");
            assertThat(ben.data(letter)).startsWith("250");
        }
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(deliver(people.returnPath(ann), letter)).startsWith("250");
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
        assertThat(people.events(ann)).containsExactly("UNCLEAR", "BOUNCED");
    }

    @Test
    void oversizedMessageIsRejectedBeforeAndAfterData() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        try (Peer peer = new Peer(intake.port())) {
            peer.answer();
            peer.say("EHLO mx.x.example");
            assertThat(peer.say("MAIL FROM:<> SIZE=2000000")).startsWith("552");
            assertThat(peer.say("MAIL FROM:<>")).startsWith("250");
            peer.say("RCPT TO:<" + people.returnPath(ann) + ">");
            assertThat(peer.data(bounce(ann) + ("x".repeat(76) + "\r\n").repeat(20_000)))
                    .startsWith("552");
            assertThat(peer.say("NOOP")).startsWith("250");
        }
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
    }

    @Test
    void invalidInputDoesNotStopTheListener() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        byte[] noise = new byte[50_000];
        new Random(1).nextBytes(noise);
        String garbage = new String(noise, StandardCharsets.ISO_8859_1);
        try (Peer peer = new Peer(intake.port())) {
            peer.send(garbage.replace("\n", "") + "\r\n");
            peer.answer();
        } catch (SocketException closed) {
            // any reply is acceptable
        }
        assertThat(deliver(people.returnPath(ann), garbage.replaceAll("[\r\n]", " ")))
                .startsWith("250");
        assertThat(deliver(people.returnPath(ann), "")).startsWith("250");
        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(deliver(people.returnPath(ann), bounce(ann))).startsWith("250");
    }

    @Test
    void interruptedMessageIsDiscarded() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        try (Peer peer = Peer.bouncing(intake.port())) {
            peer.say("RCPT TO:<" + people.returnPath(ann) + ">");
            peer.say("DATA");
            peer.send(bounce(ann));
        }
        assertThat(deliver(people.returnPath(ann), SampleNotices.autoReply())).startsWith("250");
        assertThat(people.events(ann)).containsExactly("AUTO_REPLIED");
    }

    @Test
    void slowClientDoesNotBlockOthers() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        try (Peer slow = Peer.bouncing(intake.port())) {
            slow.send("RCPT");
            assertThat(deliver(people.returnPath(ann), bounce(ann))).startsWith("250");
            assertThat(slow.say(" TO:<" + people.returnPath(ann) + ">")).startsWith("250");
        }
    }

    @Test
    void concurrentMessagesAreAllCounted() throws Exception {
        List<String> emails = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            emails.add("p" + i + "@x.example");
        }
        Mailed first = people.one(RecipientStatus.DELIVERY);
        List<Mailed> all = people.add(people.blast(first.accountId()), emails, RecipientStatus.DELIVERY);
        ExecutorService servers = Executors.newFixedThreadPool(20);
        List<Future<String>> answers = new ArrayList<>();
        for (Mailed person : all) {
            answers.add(servers.submit(() -> deliver(people.returnPath(person), bounce(person))));
        }
        for (Future<String> answer : answers) {
            assertThat(answer.get(60, TimeUnit.SECONDS)).startsWith("250");
        }
        servers.shutdown();
        assertThat(people.count(all.get(0), "bounce")).isEqualTo(200);
    }

    private String bounce(Mailed person) {
        return report(person, "failed", "5.1.1", "550 5.1.1 <ann@x.example>: User unknown");
    }

    private String report(Mailed person, String action, String status, String words) {
        return SampleNotices.report(action, status, words, people.messageToken(person));
    }

    private String deliver(String to, String message) throws IOException {
        try (Peer peer = Peer.bouncing(intake.port())) {
            String answer = peer.say("RCPT TO:<" + to + ">");
            return answer.startsWith("250") ? peer.data(message) : answer;
        }
    }
}
