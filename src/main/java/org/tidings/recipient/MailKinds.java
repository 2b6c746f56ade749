package org.tidings.recipient;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.tidings.contact.ConsentKind;
import org.tidings.platform.database.Transactions;

/** The kind of mail that a blast is, which decides what leaving it means. */
@ApplicationScoped
public class MailKinds {

    private final Transactions transactions;

    MailKinds(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Marketing if the blast is unknown. Uses {@code blast_pk}. */
    public ConsentKind of(long blastId) {
        return transactions.join(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select purpose from blast where id = ?")) {
                select.setLong(1, blastId);
                try (ResultSet row = select.executeQuery()) {
                    return row.next() ? ConsentKind.valueOf(row.getString(1)) : ConsentKind.MARKETING;
                }
            }
        });
    }
}
