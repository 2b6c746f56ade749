package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import org.tidings.platform.database.Transactions;

/** What holds at every moment: {@link ConsistencyCheck} finds none. */
@ApplicationScoped
public class Invariants {

    @Inject
    Transactions transactions;

    /** Asserts them of one blast and gives how many were selected. */
    public int hold(long blastId) {
        return transactions.call(connection -> {
            ConsistencyCheck.Found found = ConsistencyCheck.in(connection, blastId);
            assertThat(found.blasts()).isEqualTo(1);
            assertThat(found.sentences()).isEmpty();
            try (PreparedStatement select =
                    connection.prepareStatement("select count(*) from recipient where blast_id = ?")) {
                select.setLong(1, blastId);
                try (ResultSet row = select.executeQuery()) {
                    row.next();
                    return row.getInt(1);
                }
            }
        });
    }

    /** Asserts them of all blasts that came after this one. */
    public void holdAfter(long blastId) {
        transactions.run(connection -> assertThat(
                        ConsistencyCheck.among(connection, blastId).sentences())
                .isEmpty());
    }

    /** The id of the newest blast; 0 where there is none. */
    public long newest() {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select coalesce(max(id), 0) from blast");
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        });
    }
}
