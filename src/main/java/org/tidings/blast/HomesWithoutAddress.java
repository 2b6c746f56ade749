package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/** Selected homes that cannot be reached by mail. */
@ApplicationScoped
public class HomesWithoutAddress {

    private final Transactions transactions;
    private final AudienceRules rules;

    HomesWithoutAddress(Transactions transactions, AudienceRules rules) {
        this.transactions = transactions;
        this.rules = rules;
    }

    /** A household or, if {@code householdId} is 0, a person without one. Both are internal ids. */
    public record Home(long householdId, long contactId) {}

    @Transactional
    public List<Home> of(Blast draft, int limit) {
        return rules.of(draft, false)
                .map(rule -> read(rule.homesWithoutAddress(limit)))
                .orElse(List.of());
    }

    /** The same for a blast that was launched, as a query with the columns household_id and contact_id. */
    @Transactional
    public Sql ofLaunched(Blast blast, int limit) {
        return rules.frozen(blast).homesWithoutAddress(limit);
    }

    private List<Home> read(Sql sql) {
        return transactions.call(connection -> {
            List<Home> homes = new ArrayList<>();
            try (PreparedStatement select = sql.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    homes.add(new Home(row.getLong(1), row.getLong(2)));
                }
            }
            return homes;
        });
    }
}
