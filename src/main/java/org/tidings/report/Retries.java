package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.tidings.blast.Blast;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.FollowUp;
import org.tidings.recipient.RecipientCounts;
import org.tidings.recipient.RecipientStatus;

/** Counts the recipients who were temporarily rejected and wait for another attempt. */
@ApplicationScoped
public class Retries {

    private final Transactions transactions;

    Retries(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Uses only {@code recipient_ix_status}, and no query while there can be none. */
    public int of(Blast blast, RecipientCounts counts) {
        if (counts.sent == counts.waiting) {
            return 0;
        }
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select count(*) from recipient"
                    + " force index (recipient_ix_status) where blast_id = ? and status = "
                    + RecipientStatus.SENT.code() + " and done in " + FollowUp.ANY + " and reason_key > 0")) {
                select.setLong(1, blast.key());
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }
}
