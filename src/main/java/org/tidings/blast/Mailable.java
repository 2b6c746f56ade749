package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.tidings.contact.MailPermission;
import org.tidings.platform.database.Sql;

/** The people of an audience who would get the blast now, as SQL. Of several entries with one address the first counts. */
@ApplicationScoped
class Mailable {

    private final Audience audience;
    private final AudienceRules rules;

    Mailable(Audience audience, AudienceRules rules) {
        this.audience = audience;
        this.rules = rules;
    }

    /** Which people are wanted; {@code ALL} are all who would get it. */
    interface Which {
        Which ALL = new Which() {};

        /** Of the lists: a further condition on rows {@code e} of {@code audience_entry}, beginning with "and". */
        default Sql listed() {
            return Sql.EMPTY;
        }

        /** Of the rule: a further condition on its rows {@code r}, beginning with "and". */
        default Sql selected(AudienceSql rule) {
            return Sql.EMPTY;
        }
    }

    /**
     * A query with the columns n, email, first_name, last_name and fields; those of lists have lower numbers n, in the order given. By
     * {@code audience_entry_pk} and {@code address_uq_account_email}.
     */
    @Transactional
    public Sql of(Blast blast, Which which) {
        boolean hasEntries = !audience.isEmpty(blast);
        Optional<AudienceSql> rule = rules.of(blast, hasEntries);
        if (rule.isEmpty()) {
            return listed(blast, which);
        }
        Sql selected = selected(blast, rule.get(), which);
        return hasEntries ? listed(blast, which).then(" union all ").then(selected) : selected;
    }

    private Sql listed(Blast blast, Which which) {
        MailPermission permission = rules.permissionOfListed(blast);
        return Sql.of(
                        "select e.seq as n, e.email, e.first_name, e.last_name, e.fields from audience_entry e"
                                + " join (select min(seq) as seq from audience_entry"
                                + " where blast_id = ? and problem is null group by email) f on f.seq = e.seq"
                                + " left join address a on a.account_id = ? and a.email = e.email"
                                + " where e.blast_id = ? and not (" + permission.invalid() + ") and not ("
                                + permission.refused() + ") and not ",
                        blast.key(),
                        blast.accountId,
                        blast.key())
                .then(rules.excluded(blast))
                .then(which.listed());
    }

    private Sql selected(Blast blast, AudienceSql rule, Which which) {
        MailPermission permission = rules.permission(blast);
        return Sql.of("select " + Integer.MAX_VALUE + " as n, m.email, m.first_name, m.last_name, m.fields from ")
                .then(rule.messages(which.selected(rule)
                                .then(" and exists (select 1 from address a where a.id = r.address_id and not ("
                                        + permission.invalid() + ") and not (" + permission.refused() + "))"))
                        .inParentheses())
                .then(" m");
    }
}
