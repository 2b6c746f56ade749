package org.tidings.report.figures;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Reads the counters of the blasts before one, of the same kind of mail and as far as the person may see them. */
@ApplicationScoped
class EarlierBlasts {

    private static final int SHOWN = 10;

    private final Transactions transactions;
    private final CurrentStaff current;

    EarlierBlasts(Transactions transactions, CurrentStaff current) {
        this.transactions = transactions;
        this.current = current;
    }

    /** This blast and the ten before it, latest first. Uses {@code blast_ix_account}, {@code blast_ix_account_author} and {@code recipient_counts_pk}. */
    List<ComparedBlast> with(Blast blast) {
        boolean own = !current.seesAll();
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select b.public_id, b.subject, b.started_at, c.* from blast b"
                            + " left join recipient_counts c on c.blast_id = b.id where b.account_id = ? and b.cleared = false"
                            + " and b.id <= ? and b.purpose = ? and b.started_at is not null"
                            + (own ? " and b.created_by = ?" : "") + " order by b.id desc limit " + (SHOWN + 1))) {
                select.setLong(1, blast.accountId);
                select.setLong(2, blast.key());
                select.setString(3, blast.purpose.name());
                if (own) {
                    select.setObject(4, current.staffId());
                }
                List<ComparedBlast> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(read(row));
                    }
                }
                return found;
            }
        });
    }

    private static ComparedBlast read(ResultSet row) throws SQLException {
        int read = row.getInt("opened") + row.getInt("clicked");
        int reached = row.getInt("delivery") + read;
        return new ComparedBlast(
                row.getString("public_id"),
                row.getString("subject"),
                Utc.read(row, "started_at"),
                row.getInt("sent") + reached + row.getInt("bounce") + row.getInt("failed"),
                reached,
                read,
                row.getInt("clicked"),
                row.getInt("got_it"));
    }
}
