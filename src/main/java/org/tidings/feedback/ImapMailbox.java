package org.tidings.feedback;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.UIDFolder;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.jboss.logging.Logger;
import org.tidings.platform.database.DatabaseException;

/**
 * A mailbox in which bounces arrive among other mail. What is ours is stored first and then moved to the folder {@value #FILED}, so that a
 * crash in between makes it come again and count once. What is not ours is read without being marked as read, and stays where it is.
 */
class ImapMailbox {

    private static final Logger LOG = Logger.getLogger(ImapMailbox.class);

    static final String FILED = "Tidings";

    private static final int CHUNK = 50;

    private final ImapIntakeConfig config;
    private final InboundMailReader mailroom;
    private final Feedback feedback;
    private final Duration longest;

    /** Up to here all messages are known as foreign; a new process looks through them once more. */
    private long seen;

    private long validity;

    /**
     * A mailbox, not yet connected.
     *
     * @param longest after this a poll ends; the next one goes on
     */
    ImapMailbox(ImapIntakeConfig config, InboundMailReader mailroom, Feedback feedback, Duration longest) {
        this.config = config;
        this.mailroom = mailroom;
        this.feedback = feedback;
        this.longest = longest;
    }

    /** For logs and leases, without the password. */
    String name() {
        return config.username().orElse("") + "@" + config.host().orElse("") + "/" + config.folder();
    }

    /** Gives how many messages were ours. */
    int poll() throws MessagingException, IOException {
        long end = System.nanoTime() + longest.toNanos();
        try (IMAPStore store = connect();
                IMAPFolder folder = (IMAPFolder) store.getFolder(config.folder())) {
            folder.open(Folder.READ_WRITE);
            if (folder.getUIDValidity() != validity) {
                validity = folder.getUIDValidity();
                seen = 0;
            }
            // a range up to "the last" gives the last one even when it is below the range (RFC 3501 section 6.4.8)
            List<Message> unseen = Arrays.asList(folder.getMessagesByUID(seen + 1, UIDFolder.LASTUID));
            int taken = 0;
            for (int i = 0; i < unseen.size() && System.nanoTime() < end; i += CHUNK) {
                taken += take(store, folder, unseen.subList(i, Math.min(i + CHUNK, unseen.size())));
            }
            return taken;
        }
    }

    private IMAPStore connect() throws MessagingException {
        String protocol = config.tls() ? "imaps" : "imap";
        Properties settings = new Properties();
        settings.put("mail." + protocol + ".peek", "true"); // reading is not seeing
        settings.put("mail." + protocol + ".connectiontimeout", "10000");
        settings.put("mail." + protocol + ".timeout", "60000");
        settings.put("mail." + protocol + ".ssl.checkserveridentity", "true");
        IMAPStore store = (IMAPStore) Session.getInstance(settings).getStore(protocol);
        store.connect(
                config.host().orElseThrow(),
                config.port().orElse(-1),
                config.username().orElse(""),
                config.password().orElse(""));
        return store;
    }

    private int take(IMAPStore store, IMAPFolder folder, List<Message> chunk) throws MessagingException, IOException {
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.FLAGS);
        folder.fetch(chunk.toArray(Message[]::new), profile);
        Map<Message, CompletableFuture<Void>> taken = new LinkedHashMap<>();
        long last = seen;
        for (Message message : chunk) {
            long uid = folder.getUID(message);
            if (uid > seen && !message.isSet(Flags.Flag.DELETED)) {
                List<FeedbackEvent> news = open((IMAPMessage) message);
                if (!news.isEmpty()) {
                    taken.put(message, feedback.take(news));
                }
            }
            last = Math.max(last, uid);
        }
        List<Message> ours = new ArrayList<>();
        for (var message : taken.entrySet()) {
            if (isStored(message.getValue())) {
                ours.add(message.getKey());
            }
        }
        if (!ours.isEmpty()) {
            file(store, folder, ours.toArray(Message[]::new));
        }
        seen = last;
        return ours.size();
    }

    /** A message that cannot be understood is left where it is, like any that is not ours. */
    private List<FeedbackEvent> open(IMAPMessage message) throws MessagingException, IOException {
        try {
            return mailroom.open(read(message));
        } catch (MessagingException | IOException damaged) { // servers do not give out what is damaged in their store
            if (!message.getFolder().isOpen()) {
                throw damaged;
            }
            LOG.warnf("A message in the mailbox cannot be fetched: %s", damaged.getMessage());
            return List.of();
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.warnf("A message in the mailbox cannot be read: %s", failure);
            return List.of();
        }
    }

    private byte[] read(IMAPMessage message) throws MessagingException, IOException {
        try (InputStream in = message.getMimeStream()) {
            return in.readNBytes((int) Math.min(config.maxMessage().asLongValue(), Integer.MAX_VALUE));
        }
    }

    /** Tells whether it is stored; what the database refuses for what it is stays where it is, like a message that cannot be read. */
    private static boolean isStored(CompletableFuture<Void> stored) throws IOException {
        try {
            stored.get(1, TimeUnit.MINUTES);
            return true;
        } catch (ExecutionException | TimeoutException away) {
            if (away.getCause() instanceof DatabaseException refusal && !refusal.isOutage()) {
                LOG.warnf("A message in the mailbox cannot be stored: %s", refusal.getMessage());
                return false;
            }
            throw new IOException("the database is away", away);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IOException("stopping", stop);
        }
    }

    /** By MOVE (RFC 6851) or the long way. Without UIDPLUS nothing is expunged: that would take what others marked along. */
    void file(IMAPStore store, IMAPFolder folder, Message[] ours) throws MessagingException {
        Folder filed = filed(store);
        if (store.hasCapability("MOVE")) {
            folder.moveMessages(ours, filed);
            return;
        }
        folder.copyMessages(ours, filed);
        folder.setFlags(ours, new Flags(Flags.Flag.DELETED), true);
        if (store.hasCapability("UIDPLUS")) {
            folder.expunge(ours);
        }
    }

    /** Many servers keep all folders below INBOX: the personal namespace (RFC 2342) knows. */
    private static Folder filed(IMAPStore store) throws MessagingException {
        Folder[] personal = store.getPersonalNamespaces();
        Folder filed = (personal.length == 0 ? store.getDefaultFolder() : personal[0]).getFolder(FILED);
        if (!filed.exists() && !filed.create(Folder.HOLDS_MESSAGES)) {
            throw new MessagingException("cannot make the folder " + FILED);
        }
        return filed;
    }
}
