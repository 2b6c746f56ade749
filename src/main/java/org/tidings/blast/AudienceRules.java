package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tidings.account.Account;
import org.tidings.blast.selection.Condition;
import org.tidings.blast.selection.References;
import org.tidings.blast.selection.Selection;
import org.tidings.blast.selection.SelectionJson;
import org.tidings.blast.selection.SelectionSql;
import org.tidings.contact.LapsingConsents;
import org.tidings.contact.MailPermission;
import org.tidings.contact.select.PeopleSets;
import org.tidings.contact.select.Reach;
import org.tidings.platform.database.Sql;

/** Makes the rule of a blast a query, as of now. */
@ApplicationScoped
class AudienceRules {

    private final References references;
    private final Clock clock;

    AudienceRules(References references, Clock clock) {
        this.references = references;
        this.clock = clock;
    }

    /** The rule, if the blast has one and all that it refers to exists. */
    @Transactional
    public Optional<AudienceSql> of(Blast blast, boolean hasEntries) {
        Selection selection = SelectionJson.stored(blast.audience);
        References.Found found = references.find(blast.accountId, selection);
        if (selection.isEmpty() || !found.unknown().isEmpty()) {
            return Optional.empty();
        }
        SelectionSql sql = sql(blast, found);
        return Optional.of(new AudienceSql(
                blast, selection, sql, Reach.homes(sql.people(selection)), false, permission(blast), hasEntries));
    }

    /**
     * The people that were stored when the rule was frozen, at all addresses that it does not exclude. What it refers to may be gone meanwhile:
     * then at all addresses.
     */
    @Transactional
    public AudienceSql frozen(Blast blast) {
        AudienceSql rule = of(blast, false).orElseGet(() -> {
            Selection everyone = Selection.of(new Condition.Everyone());
            SelectionSql sql = sql(blast, References.Found.NOTHING);
            return new AudienceSql(blast, everyone, sql, Sql.EMPTY, true, permission(blast), false);
        });
        return frozen(rule, true);
    }

    /** The rule, for the people that were stored just now. */
    AudienceSql frozen(AudienceSql rule) {
        return frozen(rule, false);
    }

    private static AudienceSql frozen(AudienceSql rule, boolean isEarlier) {
        return new AudienceSql(
                rule.blast(),
                rule.selection(),
                rule.sql(),
                Sql.of(
                        "select contact_id, household_id, student from blast_person where blast_id = ?",
                        rule.blast().key()),
                isEarlier,
                rule.permission(),
                rule.hasEntries());
    }

    /** Who of the lists is left out by "but not", as a condition on a row {@code a} of {@code address}. */
    @Transactional
    public Sql excluded(Blast blast) {
        Selection selection = SelectionJson.stored(blast.audience);
        References.Found found = references.find(blast.accountId, selection);
        return found.unknown().isEmpty()
                ? sql(blast, found).exclusion(selection).orElse(Sql.of("false"))
                : Sql.of("false");
    }

    /** What the rule refers to and does not exist. */
    @Transactional
    public List<References.Unknown> unknown(Blast blast) {
        return references
                .find(blast.accountId, SelectionJson.stored(blast.audience))
                .unknown();
    }

    private SelectionSql sql(Blast blast, References.Found found) {
        Account account = Account.findById(blast.accountId);
        Instant now = clock.instant();
        return new SelectionSql(
                new PeopleSets(blast.accountId, LocalDate.ofInstant(now, account.zone())),
                found,
                days -> LapsingConsents.within(account, now, Duration.ofDays(days)));
    }

    /** For the people whom the rule selects. */
    MailPermission permission(Blast blast) {
        return MailPermission.of(
                Account.<Account>findById(blast.accountId), blast.purpose == Purpose.MARKETING, clock.instant());
    }

    /** For the people of lists. */
    MailPermission permissionOfListed(Blast blast) {
        return permission(blast).listed("true");
    }
}
