package org.tidings.feedback;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.DatabaseException;

/** Polls the configured mailbox, on one node at a time. Trouble is said once, and once that it is over. */
@Singleton
class ImapIntake {

    private static final Logger LOG = Logger.getLogger(ImapIntake.class);

    /** A poll ends within half of it; a crashed node's mailbox waits for the whole. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final ImapIntakeConfig config;
    private final ImapMailbox mailbox;
    private final MailboxLease lease;
    private @Nullable String trouble;

    ImapIntake(ImapIntakeConfig config, InboundMailReader mailroom, Feedback feedback, MailboxLease lease) {
        this.config = config;
        this.mailbox = new ImapMailbox(config, mailroom, feedback, LEASE.dividedBy(2));
        this.lease = lease;
    }

    @Scheduled(every = "${tidings.feedback.imap.every:1m}", concurrentExecution = ConcurrentExecution.SKIP)
    void poll() {
        if (config.host().isEmpty()) {
            return;
        }
        String name = mailbox.name();
        try {
            lease.take(name, LEASE).ifPresent(until -> pollOurs(name, until));
        } catch (DatabaseException away) {
            LOG.debugf("The mailbox waits for the database: %s", away.getMessage());
        }
    }

    private void pollOurs(String name, Instant until) {
        try {
            int taken = mailbox.poll();
            if (taken > 0) {
                LOG.infof("Took %d bounces and the like from %s", taken, name);
            }
            if (trouble != null) {
                LOG.infof("The mailbox %s answers again", name);
                trouble = null;
            }
        } catch (MessagingException | IOException failure) {
            String words = String.valueOf(failure.getMessage());
            if (!words.equals(trouble)) {
                LOG.warnf("Cannot look for bounces in %s: %s. Trying on, every %s.", name, words, config.every());
                trouble = words;
            }
        } finally {
            lease.giveBack(name, until);
        }
    }
}
