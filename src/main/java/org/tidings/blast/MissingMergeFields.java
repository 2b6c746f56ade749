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
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/** For whom a merge field without a fallback would come out empty. */
@ApplicationScoped
public class MissingMergeFields {

    private static final Person NOBODY = new Person(TokenSubject.NOBODY, "", "", "", Map.of());

    private final Transactions transactions;
    private final Mailable mailable;

    MissingMergeFields(Transactions transactions, Mailable mailable) {
        this.mailable = mailable;
        this.transactions = transactions;
    }

    /**
     * One field.
     *
     * @param people how many would see nothing there
     * @param first the first of them with their names, in the order given
     */
    public record Blank(String field, int people, List<String> first) {}

    /** Only fields that are empty for somebody who will get the blast. */
    public List<Blank> of(Blast blast, PreparedMessage message, int listed) {
        Set<String> candidates = message.blankFields(NOBODY);
        return candidates.isEmpty()
                ? List.of()
                : transactions.call(connection -> {
                    List<Blank> blanks = new ArrayList<>();
                    Sql everyone = mailable.of(blast, Mailable.Which.ALL);
                    for (String field : candidates) {
                        int people = count(connection, everyone, field);
                        if (people > 0) {
                            blanks.add(new Blank(field, people, first(connection, everyone, field, listed)));
                        }
                    }
                    return blanks;
                });
    }

    private static int count(Connection connection, Sql people, String field) throws SQLException {
        Sql sql = Sql.of("select count(*) from ")
                .then(people.inParentheses())
                .then(" p where ")
                .then(isBlank(field));
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            row.next();
            return row.getInt(1);
        }
    }

    private static List<String> first(Connection connection, Sql people, String field, int limit) throws SQLException {
        Sql sql = Sql.of("select p.email, p.first_name, p.last_name from ")
                .then(people.inParentheses())
                .then(" p where ")
                .then(isBlank(field))
                .then(" order by p.n, p.email limit ?", limit);
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            List<String> found = new ArrayList<>();
            while (row.next()) {
                found.add(NamedAddress.of(row));
            }
            return found;
        }
    }

    private static Sql isBlank(String field) {
        return switch (field) {
            case "first_name", "last_name" -> Sql.of("trim(coalesce(p." + field + ", '')) = ''");
            case "email" -> Sql.of("false");
            // a field's name contains no quotes
            default ->
                Sql.of("trim(coalesce(json_unquote(json_extract(p.fields, ?)), '')) = ''", "$.\"" + field + "\"");
        };
    }
}
