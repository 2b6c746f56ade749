package org.tidings.account;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.SQLIntegrityConstraintViolationException;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;

/** Stores the settings of the public sign-up form. */
@ApplicationScoped
public class SignUpSettings {

    private final Transactions transactions;

    SignUpSettings(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * Stores the settings in the caller's transaction.
     *
     * @param words null for the default words
     * @return false if another account has the short name
     */
    public boolean save(long accountId, String shortName, boolean open, @Nullable String words) {
        return transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    "update account set short_name = ?, sign_up = ?, sign_up_words = ? where id = ?")) {
                update.setString(1, shortName);
                update.setBoolean(2, open);
                update.setString(3, words);
                update.setLong(4, accountId);
                update.executeUpdate();
                return true;
            } catch (SQLIntegrityConstraintViolationException taken) {
                return false;
            }
        });
    }
}
