package org.tidings.contact;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ConsentRule;

/**
 * What is known about an address when marketing is to be sent to it. {@link MailPermission} decides the same in SQL. Days are those of the account.
 *
 * @param refusedAt the recorded no
 * @param agreedAt the recorded yes
 * @param basis the basis of the recorded yes
 * @param lastContract the last day on which somebody behind the address was enrolled; {@link #OPEN} without end, if the class has none either; null for never
 * @param listed whether staff or a program gave the address in a list of its own, which implies that the person is a customer
 */
record MarketingConsent(
        @Nullable Instant refusedAt,
        @Nullable Instant agreedAt,
        @Nullable ConsentBasis basis,
        @Nullable Instant pausedUntil,
        @Nullable LocalDate lastContract,
        boolean listed) {

    /** The end of an enrolment that has none. */
    static final LocalDate OPEN = LocalDate.of(9999, 12, 31);

    static final int CUSTOMER_YEARS = 2;
    static final int ENQUIRY_MONTHS = 6;

    /** The decision. */
    enum Verdict {
        ALLOWED,
        WITHDRAWN,
        PAUSED,
        NEVER_AGREED,
        LAPSED
    }

    Verdict verdict(ConsentRule rule, Instant now, ZoneId zone) {
        if (refusedAt != null) {
            return Verdict.WITHDRAWN;
        }
        if (pausedUntil != null && pausedUntil.isAfter(now)) {
            return Verdict.PAUSED;
        }
        boolean customer = listed || basis == ConsentBasis.CUSTOMER || lastContract != null;
        boolean allowed = basis == ConsentBasis.ASKED
                || switch (rule) {
                    case UNTIL_NO -> true;
                    case AGREED -> false;
                    case AGREED_OR_CUSTOMER -> customer;
                    case AGREED_OR_RECENT -> isRecent(LocalDate.ofInstant(now, zone), zone);
                };
        if (allowed) {
            return Verdict.ALLOWED;
        }
        boolean once = rule == ConsentRule.AGREED_OR_RECENT && (customer || basis == ConsentBasis.ENQUIRY);
        return once ? Verdict.LAPSED : Verdict.NEVER_AGREED;
    }

    private boolean isRecent(LocalDate today, ZoneId zone) {
        LocalDate agreed = agreedAt == null ? LocalDate.MIN : LocalDate.ofInstant(agreedAt, zone);
        LocalDate customers = today.minusYears(CUSTOMER_YEARS);
        return listed
                || (lastContract != null && !lastContract.isBefore(customers))
                || (basis == ConsentBasis.CUSTOMER && !agreed.isBefore(customers))
                || (basis == ConsentBasis.ENQUIRY && !agreed.isBefore(today.minusMonths(ENQUIRY_MONTHS)));
    }
}
