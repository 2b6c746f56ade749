package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.Transactions;

/** The tags of an account. */
@ApplicationScoped
public class Tags {

    private final Transactions transactions;

    Tags(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The names of all tags that somebody has. Uses {@code tag_uq_name} and {@code contact_tag_pk}. */
    public List<String> names(long accountId) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select t.name from tag t where t.account_id = ?"
                            + " and (exists (select 1 from contact_tag c where c.tag_id = t.id)"
                            + " or exists (select 1 from household_tag h where h.tag_id = t.id)) order by t.name")) {
                select.setLong(1, accountId);
                List<String> names = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        names.add(row.getString(1));
                    }
                }
                return names;
            }
        });
    }
}
