package org.tidings.outbox;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.DirectSender;
import org.tidings.message.SingleMail;
import org.tidings.message.SingleMessage;
import org.tidings.message.Tokens;
import org.tidings.platform.SealedText;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Sends the messages of the {@link Outbox}. A message belongs to this node until its next attempt would be due; it is deleted when it was
 * accepted. After a crash it is sent again, with the same Message-ID.
 */
@Singleton
class OutboxSender {

    private static final Logger LOG = Logger.getLogger(OutboxSender.class);
    private static final Duration FIRST_DELAY = Duration.ofMinutes(5);
    private static final Duration LONGEST_DELAY = Duration.ofHours(6);
    /** With these delays, a mail server may be down for two days. */
    private static final int MAX_ATTEMPTS = 12;

    private final Transactions transactions;
    private final BlastMessages messages;
    private final DirectSender sender;
    private final Tokens tokens;
    private final SealedText sealed;
    private final Clock clock;

    OutboxSender(
            Transactions transactions,
            BlastMessages messages,
            DirectSender sender,
            Tokens tokens,
            SealedText sealed,
            Clock clock) {
        this.transactions = transactions;
        this.messages = messages;
        this.sender = sender;
        this.tokens = tokens;
        this.sealed = sealed;
        this.clock = clock;
    }

    private record Due(long id, long accountId, int attempts, SingleMail mail) {}

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    void onSchedule() {
        try {
            sendDue();
        } catch (DatabaseException unavailable) {
            LOG.debugf("Messages outside blasts not sent: %s", unavailable.getMessage());
        }
    }

    /** Sends what is due. Ends at a message that is to be tried again, because the mail server may be down. */
    void sendDue() {
        boolean isAvailable = true;
        while (isAvailable) {
            Optional<Due> next = transactions.callNew(this::claim);
            isAvailable = next.isPresent() && send(next.get());
        }
    }

    /** Returns false if the message is to be tried again. */
    private boolean send(Due due) {
        Optional<DirectSender.Refusal> refusal = attempt(due);
        if (refusal.isPresent() && !refusal.get().permanent() && due.attempts() < MAX_ATTEMPTS) {
            LOG.infof(
                    "Message %d outside blasts was not sent and is tried again: %s",
                    due.id(), refusal.get().sentence());
            return false;
        }
        refusal.ifPresent(why -> LOG.warnf("Gave up on message %d outside blasts: %s", due.id(), why.sentence()));
        transactions.callNew(connection -> delete(connection, due.id()));
        return true;
    }

    private Optional<DirectSender.Refusal> attempt(Due due) {
        try {
            return sender.send(
                    new SingleMessage(due.mail(), due.accountId(), due.id(), messages.settings(), tokens, clock));
        } catch (IllegalArgumentException unusable) {
            return Optional.of(new DirectSender.Refusal(String.valueOf(unusable.getMessage()), true));
        }
    }

    /** The wait after so many attempts: each three times as long as the one before. */
    static Duration delay(int attempts) {
        Duration delay = FIRST_DELAY;
        for (int i = 1; i < attempts && delay.compareTo(LONGEST_DELAY) < 0; i++) {
            delay = delay.multipliedBy(3);
        }
        return delay.compareTo(LONGEST_DELAY) < 0 ? delay : LONGEST_DELAY;
    }

    /** The next message, which no other node gets. Uses {@code outbox_mail_ix_due_at}. */
    private Optional<Due> claim(Connection connection) throws SQLException {
        Instant now = clock.instant();
        try (PreparedStatement select = connection.prepareStatement(
                "select id, account_id, email, subject, before_link, action, link, after_link, attempts from outbox_mail"
                        + " where due_at <= ? order by due_at, id limit 1 for update skip locked")) {
            select.setObject(1, Utc.of(now));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    return Optional.empty();
                }
                postpone(connection, row.getLong("id"), now.plus(delay(row.getInt("attempts") + 1)));
                return Optional.of(due(row));
            }
        }
    }

    private Due due(ResultSet row) throws SQLException {
        long accountId = row.getLong("account_id");
        Account account = Account.findById(accountId);
        SingleMail mail = new SingleMail(
                account.senderName,
                messages.fromAddress(),
                account.replyTo,
                row.getString("email"),
                row.getString("subject"),
                row.getString("before_link"),
                row.getString("action"),
                link(row.getString("link")),
                row.getString("after_link"));
        return new Due(row.getLong("id"), accountId, row.getInt("attempts") + 1, mail);
    }

    /** As stored, or opened; without the key that sealed it, the message has no link. */
    private @Nullable String link(@Nullable String stored) {
        return stored == null || !SealedText.isSealed(stored)
                ? stored
                : sealed.open(Outbox.LINK, stored).orElse(null);
    }

    private static void postpone(Connection connection, long id, Instant until) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update outbox_mail set due_at = ?, attempts = attempts + 1 where id = ?")) {
            update.setObject(1, Utc.of(until));
            update.setLong(2, id);
            update.executeUpdate();
        }
    }

    private static int delete(Connection connection, long id) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from outbox_mail where id = ?")) {
            delete.setLong(1, id);
            return delete.executeUpdate();
        }
    }
}
