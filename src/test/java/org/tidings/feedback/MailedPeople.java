package org.tidings.feedback;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.Sql;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.database.Utc;
import org.tidings.recipient.EventType;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.SampleBlasts;

/** Creates recipients of sent blasts and reads their state. */
@ApplicationScoped
public class MailedPeople extends Sql {

    @Inject
    SampleBlasts samples;

    @Inject
    TestAccounts accounts;

    @Inject
    Tokens tokens;

    @Inject
    Clock clock;

    /** A recipient of a sent blast. */
    public record Mailed(long accountId, long blastId, TokenSubject subject, String email) {

        public RecipientKey key() {
            return new RecipientKey(subject.blastId(), subject.seq());
        }

        /** The condition for the recipient's row, and for its stored events. */
        public String where() {
            return " where blast_id = " + blastId + " and seq = " + subject.seq();
        }
    }

    /** Creates a recipient in a new account. */
    public Mailed one(RecipientStatus status) {
        return one(accounts.owner().accountId(), UlidCreator.getMonotonicUlid().toLowerCase() + "@x.example", status);
    }

    /** Creates a recipient for the same person in another blast. */
    public Mailed again(Mailed person, RecipientStatus status) {
        return one(person.accountId(), person.email(), status);
    }

    private Mailed one(long accountId, String email, RecipientStatus status) {
        Blast blast = blast(accountId);
        return add(blast, List.of(email), status).get(0);
    }

    public Blast blast(long accountId) {
        return samples.blast(accountId, null, "Spring recital", BlastState.RUNNING);
    }

    /** Adds people to a blast. */
    public List<Mailed> add(Blast blast, List<String> emails, RecipientStatus status) {
        List<Mailed> added = transactions.call(connection -> {
            List<Mailed> mailed = new ArrayList<>();
            try (PreparedStatement address = connection.prepareStatement(
                            "insert into address (account_id, email, created_at) values (?, ?, ?)"
                                    + " on duplicate key update id = last_insert_id(id)",
                            Statement.RETURN_GENERATED_KEYS);
                    PreparedStatement recipient = connection.prepareStatement(
                            "insert into recipient (blast_id, seq, address_id, email, status, attempts, sent_at, last_activity_at)"
                                    + " values (?, ?, ?, ?, ?, 1, ?, ?)")) {
                int seq = samples.takeSeqs(connection, blast, emails.size());
                for (String email : emails) {
                    address.setLong(1, blast.accountId);
                    address.setString(2, email);
                    address.setObject(3, Utc.of(clock.instant()));
                    address.executeUpdate();
                    long addressId = key(address);
                    recipient.setLong(1, blast.key());
                    recipient.setInt(2, seq);
                    recipient.setLong(3, addressId);
                    recipient.setString(4, email);
                    recipient.setInt(5, status.code());
                    recipient.setObject(6, Utc.of(clock.instant()));
                    recipient.setObject(7, Utc.of(clock.instant()));
                    recipient.executeUpdate();
                    mailed.add(new Mailed(
                            blast.accountId, blast.key(), new TokenSubject(blast.key(), seq++, addressId), email));
                }
            }
            return mailed;
        });
        samples.count(blast);
        return added;
    }

    private static long key(PreparedStatement insert) throws SQLException {
        try (ResultSet keys = insert.getGeneratedKeys()) {
            keys.next();
            return keys.getLong(1);
        }
    }

    /** Clears the report; only the address remains. */
    public void clear(Mailed person) {
        sql("delete from recipient_event" + person.where());
        sql("delete from recipient" + person.where());
        sql("update blast set cleared = true where id = " + person.blastId());
    }

    public String returnPath(Mailed person) {
        return "b+" + tokens.sign(TokenPurpose.RETURN_PATH, person.subject()) + "@news.example";
    }

    public String unsubscribeAddress(Mailed person) {
        return "u+" + tokens.sign(TokenPurpose.UNSUBSCRIBE, person.subject()) + "@news.example";
    }

    public String messageToken(Mailed person) {
        return tokens.sign(TokenPurpose.MESSAGE, person.subject());
    }

    public String status(Mailed person) {
        return RecipientStatus.of(
                        Integer.parseInt(String.valueOf(value("select status from recipient" + person.where()))))
                .name();
    }

    /** The reason why the address is invalid; null if it is not. */
    public @Nullable String invalid(Mailed person) {
        return value("select invalid_reason from address where id = "
                + person.subject().addressId());
    }

    public boolean unsubscribed(Mailed person) {
        return value("select unsubscribed_at from address where id = "
                        + person.subject().addressId())
                != null;
    }

    /** The types of the stored events in the order in which they happened. */
    public List<String> events(Mailed person) {
        return transactions.call(connection -> {
            List<String> events = new ArrayList<>();
            try (PreparedStatement select = connection.prepareStatement(
                            "select type from recipient_event" + person.where() + " order by at, type");
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    events.add(EventType.of(row.getInt(1)).name());
                }
            }
            return events;
        });
    }

    /** A counter of the blast. */
    public int count(Mailed person, String counter) {
        return Integer.parseInt(String.valueOf(
                value("select " + counter + " from recipient_counts where blast_id = " + person.blastId())));
    }
}
