package org.tidings.contact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.tidings.account.Account;
import org.tidings.account.ConsentRule;
import org.tidings.platform.database.Utc;

/**
 * Whether addresses may be mailed, as SQL over rows {@code a} of {@code address}, which may come from an outer join. All values are inlined:
 * there are no parameters to bind. The decision about marketing is that of {@link MarketingConsent}.
 */
public final class MailPermission {

    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);
    private static final String WITHDRAWN = "a.unsubscribed_at is not null";
    private static final String LAST_DAY =
            "max(case when n.status = 3 then coalesce(n.from_day, n.until_day, date(n.created_at))"
                    + " else coalesce(n.until_day, k.term_until, date '9999-12-31') end)";
    /** The class of an enrolment n. A drop that only ended the wait for a place is no contract, like the wait itself. */
    private static final String CLASS =
            " and n.status <> 1 join weekly_class k on k.id = n.class_id left join enrolment w"
                    + " on n.status = 3 and w.class_id = n.class_id and w.contact_id = n.contact_id and w.status = 1"
                    + " where l.address_id = a.id and w.id is null";
    /** Enrolments of the people who read the address, and of the students of homes of which they are guardians. */
    private static final String LAST_CONTRACT = "nullif(greatest(coalesce((select " + LAST_DAY
            + " from contact_address l join enrolment n on n.contact_id = l.contact_id" + CLASS
            + "), date '1000-01-01'), coalesce((select " + LAST_DAY
            + " from contact_address l join household_member g on g.contact_id = l.contact_id and g.role = 0"
            + " join household_member s on s.household_id = g.household_id and s.role = 1"
            + " join enrolment n on n.contact_id = s.contact_id" + CLASS
            + "), date '1000-01-01')), date '1000-01-01')";

    private final boolean marketing;
    private final ConsentRule rule;
    private final ZoneId zone;
    private final Instant now;
    private final String listed;

    private MailPermission(boolean marketing, ConsentRule rule, ZoneId zone, Instant now, String listed) {
        this.marketing = marketing;
        this.rule = rule;
        this.zone = zone;
        this.now = now;
        this.listed = listed;
    }

    /** The permission for mail of an account at that time. */
    public static MailPermission of(Account account, boolean marketing, Instant now) {
        return new MailPermission(marketing, account.consentRule, account.zone(), now, "false");
    }

    /** The same by the key of the account. Uses {@code account_pk}. */
    public static MailPermission of(Connection connection, long accountId, boolean marketing, Instant now)
            throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select consent_rule, time_zone from account where id = ?")) {
            select.setLong(1, accountId);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new MailPermission(
                        marketing, ConsentRule.valueOf(row.getString(1)), ZoneId.of(row.getString(2)), now, "false");
            }
        }
    }

    /**
     * The same for addresses that staff or a program gave in a list of their own, which implies that the people are customers.
     *
     * @param condition SQL that is true for such rows; "true" for all
     */
    public MailPermission listed(String condition) {
        return new MailPermission(marketing, rule, zone, now, condition);
    }

    /** Whether a consent can lapse by the rule of the account. */
    boolean lapses() {
        return marketing && rule == ConsentRule.AGREED_OR_RECENT;
    }

    /** Whether the address is invalid. */
    public String invalid() {
        return "a.invalid_since is not null";
    }

    /** Whether the address must not be mailed, because of its consent. Never null. */
    public String refused() {
        if (!marketing) {
            return withdrawn();
        }
        return rule == ConsentRule.UNTIL_NO ? withdrawn() : "(" + withdrawn() + " or not " + agreed() + ")";
    }

    /**
     * Whether the reader has said no, or not now. Enough for mail that was permitted when it was queued, also for addresses that staff have
     * just typed.
     */
    public String withdrawn() {
        return withdrawn(marketing, now);
    }

    /** The same without the rule of the account. */
    public static String withdrawn(boolean marketing, Instant now) {
        return marketing
                ? "(" + WITHDRAWN + " or (a.paused_until is not null and a.paused_until > " + literal(now) + "))"
                : "a.service_refused_at is not null";
    }

    private String agreed() {
        String asked = "(a.consent_basis is not null and a.consent_basis = " + ConsentBasis.ASKED.code() + ")";
        return switch (rule) {
            case UNTIL_NO -> "true";
            case AGREED -> asked;
            case AGREED_OR_CUSTOMER -> "(" + asked + " or " + isCustomer() + ")";
            case AGREED_OR_RECENT -> "(" + asked + " or " + isRecent() + ")";
        };
    }

    private String isCustomer() {
        return "(" + listed + " or (a.consent_basis is not null and a.consent_basis = " + ConsentBasis.CUSTOMER.code()
                + ") or " + LAST_CONTRACT + " is not null)";
    }

    private String isRecent() {
        LocalDate today = LocalDate.ofInstant(now, zone);
        LocalDate customers = today.minusYears(MarketingConsent.CUSTOMER_YEARS);
        return "(" + listed + " or " + since(ConsentBasis.CUSTOMER, customers) + " or "
                + since(ConsentBasis.ENQUIRY, today.minusMonths(MarketingConsent.ENQUIRY_MONTHS))
                + " or coalesce(" + LAST_CONTRACT + " >= date '" + customers + "', false))";
    }

    private String since(ConsentBasis basis, LocalDate day) {
        return "(a.consent_basis is not null and a.consent_basis = " + basis.code()
                + " and a.consented_at is not null and a.consented_at >= "
                + literal(day.atStartOfDay(zone).toInstant()) + ")";
    }

    /** Why a refused address gets nothing, for lists, such as "Unsubscribed on 3 May 2026". */
    public String reason() {
        if (!marketing) {
            return "concat('Unsubscribed from notices on ', " + day("a.service_refused_at") + ")";
        }
        String paused = "a.paused_until is not null and a.paused_until > " + literal(now);
        return "case when " + WITHDRAWN + " then concat('Unsubscribed on ', " + day("a.unsubscribed_at") + ") when "
                + paused + " then concat('Paused until ', " + day("a.paused_until") + ")"
                + (rule == ConsentRule.AGREED_OR_RECENT
                        ? " when a.consent_basis is not null or " + LAST_CONTRACT
                                + " is not null then 'Consent has lapsed'"
                        : "")
                + " else 'Has not agreed to marketing email' end";
    }

    /** The same as a sentence of a report, such as "Left out: unsubscribed on 3 May 2026". */
    public String sentence() {
        return "concat('Left out: ', lower(left(" + reason() + ", 1)), substring(" + reason() + ", 2))";
    }

    private static String literal(Instant time) {
        return "'" + MICROSECONDS.format(Utc.of(time)) + "'";
    }

    private String day(String column) {
        return Utc.day(column, zone, now);
    }
}
