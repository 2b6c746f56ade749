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
 * A mailbox that receives feedback among other mail. Feedback is stored first and then moved to the folder {@value #FILED}: after a crash in
 * between it is read again and counts once. Other messages stay in place and are not marked as read.
 */
class ImapMailbox {

    private static final Logger LOG = Logger.getLogger(ImapMailbox.class);

    static final String FILED = "Tidings";

    private static final int CHUNK = 50;

    private final ImapIntakeConfig config;
    private final InboundMailReader reader;
    private final Feedback feedback;
    private final Duration longest;

    /** The highest UID that was checked; a new process checks all messages again. */
    private long seen;

    private long validity;

    /**
     * Creates a mailbox without connecting.
     *
     * @param longest the maximum duration of a poll; the next poll continues
     */
    ImapMailbox(ImapIntakeConfig config, InboundMailReader reader, Feedback feedback, Duration longest) {
        this.config = config;
        this.reader = reader;
        this.feedback = feedback;
        this.longest = longest;
    }

    /** The name for logs and leases; does not contain the password. */
    String name() {
        return config.username().orElse("") + "@" + config.host().orElse("") + "/" + config.folder();
    }

    /** Returns the number of feedback messages. */
    int poll() throws MessagingException, IOException {
        long end = System.nanoTime() + longest.toNanos();
        try (IMAPStore store = connect();
                IMAPFolder folder = (IMAPFolder) store.getFolder(config.folder())) {
            folder.open(Folder.READ_WRITE);
            if (folder.getUIDValidity() != validity) {
                validity = folder.getUIDValidity();
                seen = 0;
            }
            // a range ending in "*" always includes the last message, even below the range (RFC 3501 section 6.4.8)
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
        settings.put("mail." + protocol + ".peek", "true"); // do not mark messages as read
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
                List<FeedbackEvent> events = open((IMAPMessage) message);
                if (!events.isEmpty()) {
                    taken.put(message, feedback.take(events));
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

    /** Parses a message. One that cannot be parsed stays in place, like other mail. */
    private List<FeedbackEvent> open(IMAPMessage message) throws MessagingException, IOException {
        try {
            return reader.open(read(message));
        } catch (MessagingException | IOException damaged) { // a server may be unable to return a damaged message
            if (!message.getFolder().isOpen()) {
                throw damaged;
            }
            LOG.warnf("A message in the mailbox cannot be fetched: %s", damaged.getMessage());
            return List.of();
        } catch (RuntimeException | StackOverflowError failure) {
            LOG.warnf("A message in the mailbox cannot be parsed: %s", failure);
            return List.of();
        }
    }

    private byte[] read(IMAPMessage message) throws MessagingException, IOException {
        try (InputStream in = message.getMimeStream()) {
            return in.readNBytes((int) Math.min(config.maxMessage().asLongValue(), Integer.MAX_VALUE));
        }
    }

    /** Returns whether the message was stored. One that the database rejects stays in place, like a message that cannot be parsed. */
    private static boolean isStored(CompletableFuture<Void> stored) throws IOException {
        try {
            stored.get(1, TimeUnit.MINUTES);
            return true;
        } catch (ExecutionException | TimeoutException unavailable) {
            if (unavailable.getCause() instanceof DatabaseException refusal && !refusal.isOutage()) {
                LOG.warnf("A message in the mailbox cannot be stored: %s", refusal.getMessage());
                return false;
            }
            throw new IOException("the database is not available", unavailable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("stopping", interrupted);
        }
    }

    /** Uses MOVE (RFC 6851), otherwise COPY and delete. Without UIDPLUS nothing is expunged, because that would also remove messages that other clients marked. */
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

    /** Creates the folder in the personal namespace (RFC 2342): on many servers all folders are below INBOX. */
    private static Folder filed(IMAPStore store) throws MessagingException {
        Folder[] personal = store.getPersonalNamespaces();
        Folder filed = (personal.length == 0 ? store.getDefaultFolder() : personal[0]).getFolder(FILED);
        if (!filed.exists() && !filed.create(Folder.HOLDS_MESSAGES)) {
            throw new MessagingException("cannot create the folder " + FILED);
        }
        return filed;
    }
}
