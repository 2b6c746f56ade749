package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.tidings.blast.selection.Selection;
import org.tidings.blast.selection.SelectionJson;
import org.tidings.platform.database.Sql;
import org.tidings.platform.database.Transactions;

/** The people whom a rule selects at present. */
@ApplicationScoped
public class SegmentPeople {

    private final Transactions transactions;
    private final AudienceRules rules;
    private final AudienceCounts counts;
    private final Clock clock;

    SegmentPeople(Transactions transactions, AudienceRules rules, AudienceCounts counts, Clock clock) {
        this.transactions = transactions;
        this.rules = rules;
        this.counts = counts;
        this.clock = clock;
    }

    /**
     * Ids of selected people with a greater id, by id.
     *
     * @param after 0 for the first page
     */
    @Transactional
    public List<Long> after(long accountId, Selection selection, long after, int limit) {
        return rules.of(blast(accountId, selection), false)
                .map(rule -> ids(rule.selectedPeople(), after, limit))
                .orElse(List.of());
    }

    private List<Long> ids(Sql people, long after, int limit) {
        Sql page = Sql.of("select distinct s.contact_id from ")
                .then(people.inParentheses())
                .then(" s where s.contact_id > ? order by s.contact_id limit ?", after, limit);
        return transactions.call(connection -> {
            List<Long> found = new ArrayList<>();
            try (PreparedStatement select = page.prepare(connection);
                    ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    found.add(row.getLong(1));
                }
            }
            return found;
        });
    }

    /** How many messages a newsletter to these people would be. */
    @Transactional
    public AudienceCounts.Counts counts(long accountId, Selection selection) {
        return counts.ofRule(blast(accountId, selection));
    }

    /** A blast that is never stored: rules are evaluated for one. */
    private Blast blast(long accountId, Selection selection) {
        Blast blast = Blast.draft(accountId, null, clock.instant());
        blast.audience = SelectionJson.write(selection);
        return blast;
    }
}
