package org.tidings.signup;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import org.tidings.contact.AddressesErased;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The stored sign-ups. Nothing in them is a consent until the person confirms by the link in the message. */
@ApplicationScoped
class SignUps {

    private static final int CHUNK = 1_000;

    private final Transactions transactions;
    private final Clock clock;

    SignUps(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Stores a sign-up in the caller's transaction; its id is ignored. Returns its key. */
    long add(SignUp signUp) {
        return transactions.call(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into sign_up (account_id, email, first_name, last_name, topics, words, created_at)"
                            + " values (?, ?, ?, ?, ?, ?, ?)",
                    Statement.RETURN_GENERATED_KEYS)) {
                insert.setLong(1, signUp.accountId());
                insert.setString(2, signUp.email());
                insert.setString(3, signUp.firstName());
                insert.setString(4, signUp.lastName());
                insert.setString(5, SignUp.storedTopics(signUp.topics()));
                insert.setString(6, signUp.words());
                insert.setObject(7, Utc.of(signUp.createdAt()));
                insert.executeUpdate();
                try (ResultSet key = insert.getGeneratedKeys()) {
                    key.next();
                    return key.getLong(1);
                }
            }
        });
    }

    Optional<SignUp> find(long id) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select account_id, email, first_name, last_name, topics, words, created_at from sign_up"
                            + " where id = ?")) {
                select.setLong(1, id);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? Optional.of(read(id, row)) : Optional.empty();
                }
            }
        });
    }

    private static SignUp read(long id, ResultSet row) throws SQLException {
        return new SignUp(
                id,
                row.getLong("account_id"),
                row.getString("email"),
                row.getString("first_name"),
                row.getString("last_name"),
                SignUp.readTopics(row.getString("topics")),
                row.getString("words"),
                Objects.requireNonNull(Utc.read(row, "created_at")));
    }

    /** Marks a sign-up as confirmed in the caller's transaction. Returns whether it was not confirmed before. */
    boolean confirm(Connection connection, long id) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(
                "update sign_up set confirmed_at = ? where id = ? and confirmed_at is null")) {
            update.setObject(1, Utc.of(clock.instant()));
            update.setLong(2, id);
            return update.executeUpdate() > 0;
        }
    }

    /** Deletes those of erased people. */
    void forget(@Observes AddressesErased erased) throws SQLException {
        try (PreparedStatement delete =
                erased.connection().prepareStatement("delete from sign_up where account_id = ? and email = ?")) {
            for (String email : erased.emails()) {
                delete.setLong(1, erased.accountId());
                delete.setString(2, email);
                delete.executeUpdate();
            }
        }
    }

    /** Deletes those whose links have expired. Uses {@code sign_up_ix_created_at}. */
    void prune() {
        while (transactions.callNew(this::deleteExpired) == CHUNK) {
            // next chunk
        }
    }

    private int deleteExpired(Connection connection) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(
                "delete from sign_up where created_at < ? order by created_at limit " + CHUNK)) {
            delete.setObject(1, Utc.of(clock.instant().minus(SignUp.VALID)));
            return delete.executeUpdate();
        }
    }
}
