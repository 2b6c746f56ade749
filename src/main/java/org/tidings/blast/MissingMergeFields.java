package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.TokenSubject;
import org.tidings.platform.database.Transactions;

/** For whom a merge field without a fallback would come out empty. */
@ApplicationScoped
public class MissingMergeFields {

    private static final Person NOBODY = new Person(TokenSubject.NOBODY, "", "", "", Map.of());

    private final Transactions transactions;

    MissingMergeFields(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * One field.
     *
     * @param people how many would see nothing there
     * @param first the first of their addresses, in the order given
     */
    public record Blank(String field, int people, List<String> first) {}

    /** Only fields that are empty for somebody who will get the blast. */
    public List<Blank> of(Blast blast, PreparedMessage message, int listed) {
        Set<String> candidates = message.blankFields(NOBODY);
        return candidates.isEmpty()
                ? List.of()
                : transactions.call(connection -> {
                    List<Blank> blanks = new ArrayList<>();
                    for (String field : candidates) {
                        int people = count(connection, blast, field);
                        if (people > 0) {
                            blanks.add(new Blank(field, people, first(connection, blast, field, listed)));
                        }
                    }
                    return blanks;
                });
    }

    private static int count(Connection connection, Blast blast, String field) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select count(*)" + Mailable.FROM + " and " + isBlank(field))) {
            bind(select, blast, field);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private static List<String> first(Connection connection, Blast blast, String field, int limit) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select e.email" + Mailable.FROM + " and " + isBlank(field) + " order by e.seq limit " + limit)) {
            bind(select, blast, field);
            List<String> found = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
            return found;
        }
    }

    private static String isBlank(String field) {
        return switch (field) {
            case "first_name", "last_name" -> "trim(coalesce(e." + field + ", '')) = ''";
            case "email" -> "false";
            default -> "trim(coalesce(json_unquote(json_extract(e.fields, ?)), '')) = ''";
        };
    }

    private static void bind(PreparedStatement select, Blast blast, String field) throws SQLException {
        int next = Mailable.bind(select, 1, blast);
        if (isBlank(field).indexOf('?') >= 0) {
            select.setString(next, "$.\"" + field + "\""); // a field's name holds no quotes
        }
    }
}
