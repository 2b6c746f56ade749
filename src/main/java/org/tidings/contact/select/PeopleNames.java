package org.tidings.contact.select;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tidings.platform.PublicIds;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/** The names of people, households, classes and tags by the ids that people see. Those that the account does not have are left out. */
@ApplicationScoped
public class PeopleNames {

    private final Transactions transactions;

    PeopleNames(Transactions transactions) {
        this.transactions = transactions;
    }

    /** Uses {@code contact_uq_public_id}. */
    public Map<String, String> people(long accountId, Collection<String> ids) {
        return named(
                "select public_id, trim(concat(first_name, ' ', last_name)) from contact where account_id = ? and public_id in ",
                accountId,
                PublicIds.among(ids));
    }

    /** Uses {@code household_uq_public_id}. */
    public Map<String, String> households(long accountId, Collection<String> ids) {
        return named(
                "select public_id, name from household where account_id = ? and public_id in ",
                accountId,
                PublicIds.among(ids));
    }

    /** Uses {@code weekly_class_uq_public_id}. */
    public Map<String, String> classes(long accountId, Collection<String> ids) {
        return named(
                "select public_id, name from weekly_class where account_id = ? and public_id in ",
                accountId,
                PublicIds.among(ids));
    }

    /** Uses {@code tag_uq_name}. */
    public Map<String, String> tags(long accountId, Collection<String> names) {
        return named("select name, name from tag where account_id = ? and name in ", accountId, names);
    }

    private Map<String, String> named(String select, long accountId, Collection<String> keys) {
        if (keys.isEmpty()) {
            return Map.of();
        }
        return transactions.call(connection -> {
            Map<String, String> names = new LinkedHashMap<>();
            try (PreparedStatement statement =
                            Sql.of(select, accountId).then(Sql.list(keys)).prepare(connection);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    names.put(row.getString(1), row.getString(2));
                }
            }
            return names;
        });
    }
}
