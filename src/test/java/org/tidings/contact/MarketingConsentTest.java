package org.tidings.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.account.ConsentRule;
import org.tidings.contact.MarketingConsent.Verdict;

class MarketingConsentTest {

    static List<ConsentCase> cases() {
        return ConsentCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theRuleDecides(ConsentCase row) {
        assertThat(row.consent().verdict(row.rule(), ConsentCase.NOW, ZoneOffset.UTC))
                .isEqualTo(row.expected());
    }

    @Test
    void consentLapsesWithTimeAlone() {
        MarketingConsent customer = new MarketingConsent(
                null, Instant.parse("2025-01-15T10:00:00Z"), ConsentBasis.CUSTOMER, null, null, false);

        assertThat(customer.verdict(
                        ConsentRule.AGREED_OR_RECENT, Instant.parse("2027-01-15T23:00:00Z"), ZoneOffset.UTC))
                .isEqualTo(Verdict.ALLOWED);
        assertThat(customer.verdict(
                        ConsentRule.AGREED_OR_RECENT, Instant.parse("2027-01-16T00:00:00Z"), ZoneOffset.UTC))
                .isEqualTo(Verdict.LAPSED);
    }

    @Test
    void daysAreThoseOfTheAccount() {
        MarketingConsent customer = new MarketingConsent(
                null, Instant.parse("2025-01-15T10:00:00Z"), ConsentBasis.CUSTOMER, null, null, false);

        assertThat(customer.verdict(
                        ConsentRule.AGREED_OR_RECENT,
                        Instant.parse("2027-01-16T05:00:00Z"),
                        ZoneId.of("America/Chicago")))
                .isEqualTo(Verdict.ALLOWED);
    }
}
