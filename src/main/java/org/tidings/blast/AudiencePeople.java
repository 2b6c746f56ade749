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
import org.tidings.platform.database.Transactions;

/** Single people out of a draft's audience, to see the message as they will. Their tokens name nobody. */
@ApplicationScoped
public class AudiencePeople {

    private static final TypeReference<Map<String, String>> FIELDS = new TypeReference<>() {};
    private static final int ROWS_LOOKED_AT = 100;

    private final Transactions transactions;
    private final ObjectMapper json;

    AudiencePeople(Transactions transactions, ObjectMapper json) {
        this.transactions = transactions;
        this.json = json;
    }

    /** Who has this address and would get the blast, by {@code audience_entry_pk}. */
    public Optional<Person> find(Blast blast, String email) {
        return people(blast, " and e.email = ?", "order by e.seq limit 1", email).stream()
                .findFirst();
    }

    /** The first who would get the blast. */
    public Optional<Person> first(Blast blast) {
        return people(blast, "", "order by e.seq limit 1").stream().findFirst();
    }

    /** Those whose address or name holds the words. */
    public List<Person> search(Blast blast, String words, int limit) {
        String pattern = "%" + words.strip().replaceAll("[%_\\\\]", "\\\\$0") + "%";
        return people(
                blast,
                " and (e.email like ? or concat_ws(' ', e.first_name, e.last_name) like ?)",
                "order by e.seq limit " + limit,
                pattern,
                pattern);
    }

    /** The merge fields that the people bring, beside their names and address; each source's first rows tell. */
    public Set<String> fieldNames(Blast blast) {
        return transactions.call(connection -> {
            Set<String> names = new TreeSet<>();
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

    private List<Person> people(Blast blast, String which, String order, String... parameters) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select e.email, e.first_name, e.last_name, e.fields" + Mailable.FROM + which + " " + order)) {
                int next = Mailable.bind(select, 1, blast);
                for (String parameter : parameters) {
                    select.setString(next++, parameter);
                }
                List<Person> found = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        found.add(person(row));
                    }
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
