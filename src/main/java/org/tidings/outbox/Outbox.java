package org.tidings.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import org.tidings.blast.BlastMessages;
import org.tidings.contact.AddressesErased;
import org.tidings.platform.SealedText;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/**
 * Stores messages to single people; {@link OutboxSender} sends them shortly after. A page that stores a message answers as fast as one that does
 * not, and a mail server that is down delays the message only.
 */
@ApplicationScoped
public class Outbox {

    /** Links are secrets of the person who gets the message; a copy of the database must not reveal them. */
    static final String LINK = "link of a message";

    private static final int LONGEST_SUBJECT = 300;

    private final Transactions transactions;
    private final BlastMessages messages;
    private final SealedText sealed;
    private final Clock clock;

    Outbox(Transactions transactions, BlastMessages messages, SealedText sealed, Clock clock) {
        this.transactions = transactions;
        this.messages = messages;
        this.sealed = sealed;
        this.clock = clock;
    }

    /** Deletes those of erased people. */
    void forget(@Observes AddressesErased erased) throws SQLException {
        try (PreparedStatement delete =
                erased.connection().prepareStatement("delete from outbox_mail where account_id = ? and email = ?")) {
            for (String email : erased.emails()) {
                delete.setLong(1, erased.accountId());
                delete.setString(2, email);
                delete.executeUpdate();
            }
        }
    }

    /** Stores a message in the caller's transaction. */
    public void add(long accountId, OutboxMail mail) {
        transactions.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into outbox_mail (account_id, email, subject, before_link, action, link, after_link, due_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?)")) {
                insert.setLong(1, accountId);
                insert.setString(2, mail.to());
                insert.setString(
                        3, mail.subject().substring(0, Math.min(mail.subject().length(), LONGEST_SUBJECT)));
                insert.setString(4, mail.before());
                insert.setString(5, mail.action());
                insert.setString(
                        6,
                        mail.path() == null
                                ? null
                                : sealed.seal(LINK, messages.settings().baseUrl() + mail.path()));
                insert.setString(7, mail.after());
                insert.setObject(8, Utc.of(clock.instant()));
                insert.executeUpdate();
            }
        });
    }
}
