package org.tidings.contact;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ConsentRule;
import org.tidings.contact.MarketingConsent.Verdict;

/**
 * One row of the table of rules. Days may be "-" for none.
 *
 * @param contract the last day of an enrolment, or "open"
 */
record ConsentCase(
        ConsentRule rule,
        @Nullable Instant refusedAt,
        @Nullable Instant agreedAt,
        @Nullable ConsentBasis basis,
        @Nullable Instant pausedUntil,
        @Nullable LocalDate contract,
        boolean listed,
        Verdict expected) {

    static final Instant NOW = Instant.parse("2026-11-27T12:00:00Z");

    /** Rule, refused, agreed, basis, paused until, contract, listed, verdict. */
    private static final String TABLE = """
            UNTIL_NO           -          -          -        -          -          no  ALLOWED
            UNTIL_NO           2026-11-01 -          -        -          -          no  WITHDRAWN
            UNTIL_NO           2026-11-01 -          -        -          open       yes WITHDRAWN
            UNTIL_NO           -          -          -        2026-12-20 -          no  PAUSED
            UNTIL_NO           -          -          -        2026-11-20 -          no  ALLOWED
            UNTIL_NO           -          2026-01-01 ASKED    2026-12-20 -          no  PAUSED
            UNTIL_NO           2026-11-01 -          -        2026-12-20 -          no  WITHDRAWN
            UNTIL_NO           -          2020-01-01 ENQUIRY  -          -          no  ALLOWED
            AGREED_OR_CUSTOMER -          -          -        -          -          no  NEVER_AGREED
            AGREED_OR_CUSTOMER -          -          -        -          -          yes ALLOWED
            AGREED_OR_CUSTOMER 2026-11-01 -          -        -          -          yes WITHDRAWN
            AGREED_OR_CUSTOMER -          -          -        2026-12-20 -          yes PAUSED
            AGREED_OR_CUSTOMER -          2015-01-01 ASKED    -          -          no  ALLOWED
            AGREED_OR_CUSTOMER -          2015-01-01 CUSTOMER -          -          no  ALLOWED
            AGREED_OR_CUSTOMER -          2026-11-01 ENQUIRY  -          -          no  NEVER_AGREED
            AGREED_OR_CUSTOMER -          -          -        -          2019-06-30 no  ALLOWED
            AGREED_OR_CUSTOMER -          -          -        -          open       no  ALLOWED
            AGREED_OR_CUSTOMER 2026-11-01 -          -        -          open       no  WITHDRAWN
            AGREED             -          -          -        -          open       yes NEVER_AGREED
            AGREED             -          2026-11-01 CUSTOMER -          open       no  NEVER_AGREED
            AGREED             -          2026-11-01 ENQUIRY  -          -          no  NEVER_AGREED
            AGREED             -          2015-01-01 ASKED    -          -          no  ALLOWED
            AGREED             -          2015-01-01 ASKED    2026-12-20 -          no  PAUSED
            AGREED             2026-11-01 -          -        -          -          no  WITHDRAWN
            AGREED_OR_RECENT   -          -          -        -          -          no  NEVER_AGREED
            AGREED_OR_RECENT   -          -          -        -          -          yes ALLOWED
            AGREED_OR_RECENT   2026-11-01 -          -        -          open       yes WITHDRAWN
            AGREED_OR_RECENT   -          2015-01-01 ASKED    -          -          no  ALLOWED
            AGREED_OR_RECENT   -          2024-11-27 CUSTOMER -          -          no  ALLOWED
            AGREED_OR_RECENT   -          2024-11-26 CUSTOMER -          -          no  LAPSED
            AGREED_OR_RECENT   -          2024-11-26 CUSTOMER -          2025-06-30 no  ALLOWED
            AGREED_OR_RECENT   -          2026-05-27 ENQUIRY  -          -          no  ALLOWED
            AGREED_OR_RECENT   -          2026-05-26 ENQUIRY  -          -          no  LAPSED
            AGREED_OR_RECENT   -          2026-05-26 ENQUIRY  -          open       no  ALLOWED
            AGREED_OR_RECENT   -          -          -        -          2024-11-27 no  ALLOWED
            AGREED_OR_RECENT   -          -          -        -          2024-11-26 no  LAPSED
            AGREED_OR_RECENT   -          -          -        -          open       no  ALLOWED
            AGREED_OR_RECENT   -          -          -        2026-12-20 open       no  PAUSED
            """;

    static List<ConsentCase> all() {
        return TABLE.lines().map(ConsentCase::of).toList();
    }

    private static ConsentCase of(String line) {
        List<String> cells = Arrays.asList(line.strip().split(" +", -1));
        return new ConsentCase(
                ConsentRule.valueOf(cells.get(0)),
                instant(cells.get(1)),
                instant(cells.get(2)),
                cells.get(3).equals("-") ? null : ConsentBasis.valueOf(cells.get(3)),
                instant(cells.get(4)),
                cells.get(5).equals("-")
                        ? null
                        : cells.get(5).equals("open") ? MarketingConsent.OPEN : LocalDate.parse(cells.get(5)),
                cells.get(6).equals("yes"),
                Verdict.valueOf(cells.get(7)));
    }

    private static @Nullable Instant instant(String day) {
        return day.equals("-") ? null : Instant.parse(day + "T09:00:00Z");
    }

    MarketingConsent consent() {
        return new MarketingConsent(refusedAt, agreedAt, basis, pausedUntil, contract, listed);
    }
}
