package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tidings.contact.DomainTypo;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/** Recipients whose address ends like that of a large provider, except for a typing error. */
@ApplicationScoped
public class MistypedAddresses {

    private static final String DOMAIN = "substring_index(p.email, '@', -1)";

    private final Transactions transactions;
    private final Mailable mailable;

    MistypedAddresses(Transactions transactions, Mailable mailable) {
        this.transactions = transactions;
        this.mailable = mailable;
    }

    /**
     * Recipients at one mistyped domain.
     *
     * @param meant the domain that was probably meant
     * @param first the first of them with their names, in the order given
     */
    public record Mistyped(String domain, String meant, int people, List<String> first) {}

    /** One for each mistyped domain. */
    public List<Mistyped> of(Blast blast, int listed) {
        Sql everyone = mailable.of(blast, Mailable.Which.ALL);
        return transactions.call(connection -> {
            List<Mistyped> found = new ArrayList<>();
            for (Map.Entry<String, Integer> domain :
                    domains(connection, everyone).entrySet()) {
                String name = domain.getKey();
                String meant = DomainTypo.suggestion("a@" + name).orElse("");
                if (!meant.isEmpty()) {
                    List<String> first = first(connection, everyone, name, listed);
                    found.add(new Mistyped(name, meant.substring(2), domain.getValue(), first));
                }
            }
            return found;
        });
    }

    /** All domains of the audience with the number of their recipients. */
    private static Map<String, Integer> domains(Connection connection, Sql people) throws SQLException {
        Sql sql = Sql.of("select " + DOMAIN + " as domain, count(*) from ")
                .then(people.inParentheses())
                .then(" p group by domain order by domain");
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            Map<String, Integer> domains = new LinkedHashMap<>();
            while (row.next()) {
                domains.put(row.getString(1), row.getInt(2));
            }
            return domains;
        }
    }

    private static List<String> first(Connection connection, Sql people, String domain, int limit) throws SQLException {
        Sql sql = Sql.of("select p.email, p.first_name, p.last_name from ")
                .then(people.inParentheses())
                .then(" p where " + DOMAIN + " = ? order by p.n, p.email limit ?", domain, limit);
        try (PreparedStatement select = sql.prepare(connection);
                ResultSet row = select.executeQuery()) {
            List<String> first = new ArrayList<>();
            while (row.next()) {
                first.add(NamedAddress.of(row));
            }
            return first;
        }
    }
}
