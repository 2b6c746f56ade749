package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.tidings.platform.database.InList;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The changes of consent of addresses. */
@ApplicationScoped
public class ConsentHistory {

    private static final int MOST = 100;

    private final Transactions transactions;

    ConsentHistory(Transactions transactions) {
        this.transactions = transactions;
    }

    /** One change: since {@code at}, marketing mail is allowed or not. */
    public record Change(String email, boolean subscribed, String source, Instant at) {

        /** The change in words, such as "Unsubscribed by a link in a message". */
        public String text() {
            String by = switch (source) {
                case "api" -> " by a program";
                case "import" -> " by an import";
                default -> "";
            };
            return (subscribed ? "Subscribed again" : "Unsubscribed") + by;
        }
    }

    /** The latest changes of these addresses, newest first. Uses {@code consent_change_ix_address}. */
    public List<Change> of(Collection<Long> addressIds) {
        if (addressIds.isEmpty()) {
            return List.of();
        }
        return transactions.call(connection -> {
            InList list = new InList(addressIds);
            try (PreparedStatement select =
                    connection.prepareStatement("select a.email, c.subscribed, c.source, c.at from consent_change c"
                            + " join address a on a.id = c.address_id where c.address_id in " + list.marks()
                            + " order by c.at desc, c.id desc limit " + MOST)) {
                list.bind(select, 1);
                List<Change> changes = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        changes.add(new Change(
                                row.getString(1),
                                row.getBoolean(2),
                                row.getString(3),
                                Objects.requireNonNull(Utc.read(row, "at"))));
                    }
                }
                return changes;
            }
        });
    }
}
