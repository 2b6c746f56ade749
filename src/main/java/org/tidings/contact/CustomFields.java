package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** Defines custom fields. A value that was stored before its field had a type stays until somebody changes it. */
@ApplicationScoped
public class CustomFields {

    /** Most fields of an account. */
    public static final int MOST = 100;

    private final Transactions transactions;
    private final Clock clock;

    CustomFields(Transactions transactions, Clock clock) {
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The defined fields by name. Uses {@code custom_field_uq_name}. */
    public List<CustomField> of(long accountId) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select name, type, choices from custom_field where account_id = ? order by name")) {
                select.setLong(1, accountId);
                List<CustomField> fields = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        fields.add(new CustomField(
                                row.getString(1),
                                FieldType.of(row.getInt(2)),
                                row.getString(3).lines().toList()));
                    }
                }
                return fields;
            }
        });
    }

    public FieldDefinitions definitions(long accountId) {
        return new FieldDefinitions(of(accountId));
    }

    /** Adds the field, or changes type and choices of the one with this name. */
    public void define(long accountId, CustomField field) {
        transactions.run(connection -> {
            try (PreparedStatement insert = connection.prepareStatement(
                    "insert into custom_field (account_id, name, type, choices, created_at) values (?, ?, ?, ?, ?)"
                            + " on duplicate key update type = values(type), choices = values(choices)")) {
                insert.setLong(1, accountId);
                insert.setString(2, field.name());
                insert.setInt(3, field.type().code());
                insert.setString(4, String.join("\n", field.choices()));
                insert.setObject(5, Utc.of(clock.instant()));
                insert.executeUpdate();
            }
        });
    }

    /** Makes the field a text field again. Its values stay. @return false if the account has no such field */
    public boolean remove(long accountId, String name) {
        return transactions.call(connection -> {
            try (PreparedStatement delete =
                    connection.prepareStatement("delete from custom_field where account_id = ? and name = ?")) {
                delete.setLong(1, accountId);
                delete.setString(2, name);
                return delete.executeUpdate() > 0;
            }
        });
    }
}
