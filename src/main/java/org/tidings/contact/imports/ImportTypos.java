package org.tidings.contact.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.tidings.contact.DomainTypo;
import org.tidings.platform.database.MultiRow;
import org.tidings.platform.database.Transactions;

/** Imported addresses whose domain looks mistyped. They are imported as they are; staff decide about the suggestions. */
@ApplicationScoped
public class ImportTypos {

    private static final MultiRow INSERT =
            new MultiRow("insert ignore into contact_import_typo (import_id, email, suggestion) values", 3, "");

    private final Transactions transactions;

    ImportTypos(Transactions transactions) {
        this.transactions = transactions;
    }

    /** An address, and the one that was probably meant. */
    public record Typo(String email, String suggestion) {

        /** The address for a query string. */
        public String query() {
            return URLEncoder.encode(email, StandardCharsets.UTF_8);
        }
    }

    /** Stores those of the addresses that look mistyped, in the caller's transaction. */
    static void store(Connection connection, long importId, Collection<String> emails) throws SQLException {
        List<Map.Entry<String, String>> typos =
                List.copyOf(DomainTypo.suggestions(emails).entrySet());
        INSERT.execute(connection, typos, (statement, first, typo) -> {
            statement.setLong(first, importId);
            statement.setString(first + 1, typo.getKey());
            statement.setString(first + 2, typo.getValue());
            return first + 3;
        });
    }

    /** The first ones by address. Uses {@code contact_import_typo_pk}. */
    public List<Typo> of(ContactImport task, int limit) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select email, suggestion from contact_import_typo where import_id = ? order by email limit ?")) {
                select.setLong(1, task.id);
                select.setInt(2, limit);
                List<Typo> typos = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        typos.add(new Typo(row.getString(1), row.getString(2)));
                    }
                }
                return typos;
            }
        });
    }
}
