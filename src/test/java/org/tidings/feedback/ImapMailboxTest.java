package org.tidings.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.store.MailFolder;
import com.icegreen.greenmail.store.StoredMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.Flags;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.recipient.CountersHold;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
@CountersHold
class ImapMailboxTest {

    @Inject
    InboundMailReader reader;

    @Inject
    Feedback feedback;

    @Inject
    MailboxLease lease;

    @Inject
    MailedPeople people;

    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
    private GreenMailUser user;

    @BeforeEach
    void createMailbox() {
        server.start();
        user = server.setUser("bounces@news.example", "bounces", "secret");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void bounceIsRecognisedByItsReturnPathAndMoved() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        arrive("Delivered-To: " + people.returnPath(ann) + "\r\n" + bounce(ann));
        assertThat(mailbox().poll()).isEqualTo(1);
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
        assertThat(people.invalid(ann)).isNotNull();
        assertThat(inbox()).isEmpty();
        assertThat(folder("Tidings").getMessageCount()).isEqualTo(1);
    }

    @Test
    void bounceIsRecognisedByTheReturnedMessage() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        arrive(bounce(ann));
        assertThat(mailbox().poll()).isEqualTo(1);
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
    }

    @Test
    void mailToTheUnsubscribeAddressUnsubscribes() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        arrive(SampleNotices.plain(people.unsubscribeAddress(ann), "unsubscribe"));
        mailbox().poll();
        assertThat(people.unsubscribed(ann)).isTrue();
    }

    @Test
    void unsubscribeWithALongSubjectIsRecognised() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        arrive(SampleNotices.plain(
                people.unsubscribeAddress(ann), "Re: Spring recital: please take me off that list of yours"));
        mailbox().poll();
        assertThat(people.unsubscribed(ann)).isTrue();
    }

    @Test
    void headerWithThousandsOfLinesIsParsedQuickly() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        arrive("To: x" + "\r\n a".repeat(10_000) + "\r\n" + SampleNotices.plain("office@news.example", "Long"));
        arrive(bounce(ann));
        assertThat(mailbox().poll()).isEqualTo(1);
        assertThat(people.status(ann)).isEqualTo("BOUNCE");
    }

    @Test
    void personalReplyAboutVacationStaysInTheInbox() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        arrive("In-Reply-To: <" + people.messageToken(ann) + "@news.example>\r\n"
                + SampleNotices.plain("office@news.example", "Re: Vacation: we are closed in July"));
        assertThat(mailbox().poll()).isZero();
        assertThat(inbox()).hasSize(1);
    }

    @Test
    void otherMailStaysUnread() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        arrive(SampleNotices.plain("office@news.example", "A question"));
        arrive(SampleNotices.report("failed", "5.1.1", "550 5.1.1 No such user", "not-a-token-of-ours"));
        // a personal reply, and a copy of a blast that the office received
        arrive("In-Reply-To: <" + people.messageToken(ann) + "@news.example>\r\n"
                + SampleNotices.plain("office@news.example", "Re: Spring recital"));
        arrive("X-Tidings-Recipient: " + people.messageToken(ann) + "\r\nAuto-Submitted: auto-generated\r\n"
                + "List-Unsubscribe: <mailto:" + people.unsubscribeAddress(ann) + ">\r\n"
                + SampleNotices.plain("office@news.example", "Spring recital"));
        ImapMailbox mailbox = mailbox();
        assertThat(mailbox.poll()).isZero();
        assertThat(mailbox.poll()).isZero();
        assertThat(inbox()).hasSize(4).allSatisfy(message -> {
            assertThat(message.isSet(Flags.Flag.SEEN)).isFalse();
            assertThat(message.isSet(Flags.Flag.DELETED)).isFalse();
        });
        assertThat(people.unsubscribed(ann)).isFalse();
        assertThat(people.events(ann)).isEmpty();
    }

    @Test
    void feedbackIsFoundAmongOtherMail() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        ImapMailbox mailbox = mailbox();
        arrive(SampleNotices.plain("office@news.example", "A question"));
        assertThat(mailbox.poll()).isZero();
        arrive(SampleNotices.plain(people.unsubscribeAddress(ann), "unsubscribe"));
        arrive(SampleNotices.plain("office@news.example", "Another question"));
        assertThat(mailbox.poll()).isEqualTo(1);
        assertThat(inbox()).hasSize(2);
        assertThat(people.unsubscribed(ann)).isTrue();
    }

    @Test
    void crashBetweenStoringAndMovingCountsOnce() throws Exception {
        Mailed ann = people.one(RecipientStatus.OPEN);
        arrive("To: " + people.returnPath(ann) + "\r\nSubject: ?\r\n\r\nHm.\r\n");
        ImapMailbox crashing =
                new ImapMailbox(new Settings(server.getImap().getPort()), reader, feedback, Duration.ofMinutes(1)) {
                    @Override
                    void file(IMAPStore store, IMAPFolder folder, Message[] ours) throws MessagingException {
                        throw new MessagingException("crash");
                    }
                };
        assertThatThrownBy(crashing::poll).hasMessage("crash");
        assertThat(inbox()).hasSize(1);
        assertThat(mailbox().poll()).isEqualTo(1);
        assertThat(people.value("select count(*) from feedback_notice where address_id = "
                        + ann.subject().addressId()))
                .isEqualTo("1");
        assertThat(inbox()).isEmpty();
    }

    @Test
    void unreachableServerIsReported() {
        ImapMailbox mailbox = mailbox();
        server.stop();
        assertThatThrownBy(mailbox::poll).isInstanceOf(MessagingException.class);
    }

    @Test
    void onlyOneNodePollsAtATime() {
        Instant ours = lease.take("a-mailbox", Duration.ofMinutes(5)).orElseThrow();
        assertThat(lease.take("a-mailbox", Duration.ofMinutes(5))).isEmpty();
        lease.giveBack("a-mailbox", ours.minusSeconds(1)); // a node whose lease has expired
        assertThat(lease.take("a-mailbox", Duration.ofMinutes(5))).isEmpty();
        lease.giveBack("a-mailbox", ours);
        assertThat(lease.take("a-mailbox", Duration.ofMinutes(5))).isPresent();
    }

    private ImapMailbox mailbox() {
        return new ImapMailbox(new Settings(server.getImap().getPort()), reader, feedback, Duration.ofMinutes(1));
    }

    private String bounce(Mailed person) {
        return SampleNotices.report("failed", "5.1.1", "550 5.1.1 User unknown", people.messageToken(person));
    }

    private void arrive(String message) throws MessagingException {
        user.deliver(new MimeMessage(
                Session.getInstance(new Properties()),
                new ByteArrayInputStream(message.getBytes(StandardCharsets.US_ASCII))));
    }

    private List<StoredMessage> inbox() throws FolderException {
        return server.getManagers().getImapHostManager().getInbox(user).getMessages();
    }

    private MailFolder folder(String name) {
        return server.getManagers().getImapHostManager().getFolder(user, name);
    }

    private record Settings(int serverPort) implements ImapIntakeConfig {
        @Override
        public Optional<String> host() {
            return Optional.of("127.0.0.1");
        }

        @Override
        public OptionalInt port() {
            return OptionalInt.of(serverPort);
        }

        @Override
        public boolean tls() {
            return false;
        }

        @Override
        public Optional<String> username() {
            return Optional.of("bounces");
        }

        @Override
        public Optional<String> password() {
            return Optional.of("secret");
        }

        @Override
        public String folder() {
            return "INBOX";
        }

        @Override
        public Duration every() {
            return Duration.ofMinutes(1);
        }

        @Override
        public MemorySize maxMessage() {
            return new MemorySize(BigInteger.valueOf(1024 * 1024));
        }
    }
}
