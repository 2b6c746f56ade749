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

/** Polls the configured mailbox, on one node at a time. Logs a failure once, and the recovery once. */
@Singleton
class ImapIntake {

    private static final Logger LOG = Logger.getLogger(ImapIntake.class);

    /** A poll ends within half of this time. If a node crashes, another one takes over after the full time. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private final ImapIntakeConfig config;
    private final ImapMailbox mailbox;
    private final MailboxLease lease;
    private volatile @Nullable String problem;

    ImapIntake(ImapIntakeConfig config, InboundMailReader reader, Feedback feedback, MailboxLease lease) {
        this.config = config;
        this.mailbox = new ImapMailbox(config, reader, feedback, LEASE.dividedBy(2));
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
        } catch (DatabaseException unavailable) {
            LOG.debugf("Mailbox not polled, the database is not available: %s", unavailable.getMessage());
        }
    }

    /** For operators: what this node knows, since one node at a time polls. */
    String state() {
        if (config.host().isEmpty()) {
            return "disabled";
        }
        String known = problem;
        return known == null ? "polled" : "cannot be polled: " + known;
    }

    private void pollOurs(String name, Instant until) {
        try {
            int taken = mailbox.poll();
            if (taken > 0) {
                LOG.infof("Processed %d feedback messages from %s", taken, name);
            }
            if (problem != null) {
                LOG.infof("The mailbox %s is available again", name);
                problem = null;
            }
        } catch (MessagingException | IOException failure) {
            String words = String.valueOf(failure.getMessage());
            if (!words.equals(problem)) {
                LOG.warnf("Cannot poll the mailbox %s: %s. Retrying every %s.", name, words, config.every());
                problem = words;
            }
        } finally {
            lease.giveBack(name, until);
        }
    }
}
