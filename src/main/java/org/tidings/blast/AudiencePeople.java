package org.tidings.blast;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.tidings.message.Person;
import org.tidings.message.TokenSubject;
import org.tidings.message.block.BlockHtml;
import org.tidings.platform.database.Like;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/** Single people out of a draft's audience, to see the message as they will. Their tokens name nobody. */
@ApplicationScoped
public class AudiencePeople {

    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private static final Set<String> OF_RULE = Set.of("children", "class", BlockHtml.CLASS_DETAILS, "household");
    private static final int ROWS_LOOKED_AT = 100;

    private final Transactions transactions;
    private final Mailable mailable;
    private final ObjectMapper json;

    AudiencePeople(Transactions transactions, Mailable mailable, ObjectMapper json) {
        this.transactions = transactions;
        this.mailable = mailable;
        this.json = json;
    }

    /** Who has this address and would get the blast. */
    public Optional<Person> find(Blast blast, String email) {
        Mailable.Which which = new Mailable.Which() {
            @Override
            public Sql listed() {
                return Sql.of(" and e.email = ?", email);
            }

            @Override
            public Sql selected(AudienceSql rule) {
                return Sql.of(
                        " and r.address_id = (select id from address where account_id = ? and email = ?)",
                        blast.accountId,
                        email);
            }
        };
        return people(blast, which, 1).stream().findFirst();
    }

    /** One of those who would get the blast: of the lists the first. */
    public Optional<Person> first(Blast blast) {
        return people(blast, Mailable.Which.ALL, 1).stream().findFirst();
    }

    /** Those whose address or name contains the words or, selected by a rule, begins with them. */
    public List<Person> search(Blast blast, String words, int limit) {
        Mailable.Which which = new Mailable.Which() {
            @Override
            public Sql listed() {
                String pattern = Like.containing(words.strip());
                return Sql.of(
                        " and (e.email like ? or concat_ws(' ', e.first_name, e.last_name) like ?)", pattern, pattern);
            }

            @Override
            public Sql selected(AudienceSql rule) {
                return rule.found(words);
            }
        };
        return people(blast, which, limit);
    }

    /** The merge fields that the people bring, beside their names and address; each source's first rows tell. */
    public Set<String> fieldNames(Blast blast) {
        return transactions.call(connection -> {
            Set<String> names = new TreeSet<>(blast.audience == null ? Set.of() : OF_RULE);
            for (AudienceSource source : AudienceSource.of(blast.key())) {
                try (PreparedStatement select = connection.prepareStatement("select fields from audience_entry"
                        + " where blast_id = ? and source_id = ? and fields is not null order by seq limit "
                        + ROWS_LOOKED_AT)) {
                    select.setLong(1, blast.key());
                    select.setLong(2, Objects.requireNonNull(source.id));
                    try (ResultSet row = select.executeQuery()) {
                        while (row.next()) {
                            names.addAll(fields(row.getString(1)).keySet());
                        }
                    }
                }
            }
            return names;
        });
    }

    /**
     * Addresses that get several messages, one for each student.
     *
     * @param total how many there are
     * @param first the first of them in alphabetical order, with the names of the students
     */
    public record SeveralMessages(int total, List<String> first) {}

    /** Which addresses get several messages; empty unless there is a message for each student. */
    public Optional<SeveralMessages> severalMessages(Blast blast, int limit) {
        if (blast.onePer != OnePer.STUDENT) {
            return Optional.empty();
        }
        Sql sql = Sql.of(
                        "select s.email, s.students, count(*) over () as total from (select p.email,"
                                + " group_concat(json_unquote(json_extract(p.fields, '$.children')) separator ', ') as students from ")
                .then(mailable.of(blast, Mailable.Which.ALL).inParentheses())
                .then(" p group by p.email having count(*) > 1) s order by s.email limit ?", limit);
        return transactions.call(connection -> {
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                int total = 0;
                List<String> first = new ArrayList<>();
                while (row.next()) {
                    total = row.getInt("total");
                    first.add(row.getString("email") + ": " + row.getString("students"));
                }
                return total == 0 ? Optional.empty() : Optional.of(new SeveralMessages(total, first));
            }
        });
    }

    private List<Person> people(Blast blast, Mailable.Which which, int limit) {
        Sql sql = Sql.of("select p.email, p.first_name, p.last_name, p.fields from ")
                .then(mailable.of(blast, which).inParentheses())
                .then(" p order by p.n, p.email limit ?", limit);
        return transactions.call(connection -> {
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                List<Person> found = new ArrayList<>();
                while (row.next()) {
                    found.add(person(row));
                }
                return found;
            }
        });
    }

    private Person person(ResultSet row) throws SQLException {
        return new Person(
                TokenSubject.NOBODY,
                row.getString("email"),
                Objects.requireNonNullElse(row.getString("first_name"), ""),
                Objects.requireNonNullElse(row.getString("last_name"), ""),
                fields(row.getString("fields")));
    }

    private Map<String, String> fields(@Nullable String stored) {
        try {
            return stored == null ? Map.of() : json.readValue(stored, FIELDS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
