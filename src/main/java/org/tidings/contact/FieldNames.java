package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.Transactions;

/** The names of the custom fields that an account uses. */
@ApplicationScoped
public class FieldNames {

    private final Transactions transactions;

    FieldNames(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Reads all people of the account, by {@code contact_ix_name}: for downloads, not for pages. */
    public List<String> of(long accountId) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement("select distinct k.name from contact c,"
                    + " json_table(json_keys(c.fields), '$[*]' columns (name varchar(100) path '$')) k"
                    + " where c.account_id = ? and c.fields is not null order by k.name")) {
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
