package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.Fields;

/** The merge fields that recipients of a blast have, which are columns of its downloads. */
@ApplicationScoped
class MergeFieldNames {

    /** Before the name of a field, in the heading of its column. */
    static final String PREFIX = "field.";

    private final Transactions transactions;

    MergeFieldNames(Transactions transactions) {
        this.transactions = transactions;
    }

    /** The names of all recipients' fields, in order. Most have the same ones, so the result is short. Uses {@code recipient_pk}. */
    List<String> of(long blastId) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select distinct json_keys(fields) from recipient force index (primary) where blast_id = ? and fields is not null")) {
                select.setLong(1, blastId);
                Set<String> names = new TreeSet<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        names.addAll(Fields.names(row.getString(1)));
                    }
                }
                return List.copyOf(names);
            }
        });
    }
}
