package org.tidings.senderdomain;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;

@QuarkusTest
class SenderDomainTest {

    private static final DomainReport REPORT = new DomainReport(
            "river.example",
            List.of(
                    DomainCheck.good(DomainCheck.Subject.SPF, "Fine."),
                    DomainCheck.wrong(
                            DomainCheck.Subject.DMARC,
                            "None.",
                            new DomainCheck.DnsRecord("_dmarc.river.example", "TXT", "v=DMARC1; p=none"))));
    private static final Instant NOON = Instant.parse("2026-05-03T12:00:00Z");

    @Inject
    DomainReports reports;

    @Inject
    SenderDomain domain;

    @Inject
    TestAccounts accounts;

    @Test
    void reportIsStoredForItsDomainOnly() {
        reports.store(REPORT, NOON);
        assertThat(reports.find("river.example")).contains(new DomainReports.Checked(REPORT, NOON));
        assertThat(reports.find("lake.example")).isEmpty();
    }

    @Test
    void oneNodeChecksADayLater() {
        reports.store(REPORT, NOON);
        Instant later = NOON.plus(Duration.ofHours(25));
        assertThat(reports.lease(later, NOON)).isFalse(); // not older than noon
        assertThat(reports.lease(later, later.minus(Duration.ofDays(1)))).isTrue();
        assertThat(reports.lease(later, later)).isFalse(); // another node has the lease
        assertThat(reports.lease(later.plus(Duration.ofMinutes(6)), later)).isTrue(); // that died
        reports.store(REPORT, later);
        assertThat(reports.lease(later, later)).isFalse();
    }

    @Test
    void testModeTakesItCalmly() {
        assertThat(domain.known().simulated()).isTrue();
        String page = accounts.owner().browser().get("/settings/mail").asString();
        assertThat(page).contains("no mail leaves this machine").contains("once a mail server is connected");
    }
}
