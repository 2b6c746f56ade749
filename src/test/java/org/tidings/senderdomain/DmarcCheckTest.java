package org.tidings.senderdomain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.platform.dns.DnsServer;
import org.tidings.senderdomain.DomainCheck.State;
import org.tidings.senderdomain.SenderSettings.SigningKey;
import org.xbill.DNS.Rcode;

/** The tree walk and alignment of RFC 9989. */
class DmarcCheckTest {

    private static final SigningKey KEY = Senders.key("river.example", 1_024);

    private DnsServer dns;

    @BeforeEach
    void start() throws IOException {
        dns = DnsServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        dns.close();
    }

    @Test
    void atMostEightNamesAreAsked() {
        assertThat(DmarcPolicy.walk("news.river.example"))
                .containsExactly("news.river.example", "river.example", "example");
        assertThat(DmarcPolicy.walk("a.b.c.d.e.f.g.h.i.j.mail.example.com"))
                .containsExactly(
                        "a.b.c.d.e.f.g.h.i.j.mail.example.com",
                        "g.h.i.j.mail.example.com",
                        "h.i.j.mail.example.com",
                        "i.j.mail.example.com",
                        "j.mail.example.com",
                        "mail.example.com",
                        "example.com",
                        "com");
        assertThat(DmarcPolicy.walk("a.b.c.d.e.f.g.example")).hasSize(8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "v=DMARC1; p=none -> GOOD",
                "v=DMARC1;p=reject;rua=mailto:a@b.example -> GOOD",
                "v=DMARC1; rua=mailto:a@b.example -> GOOD",
                "V=dmarc1; P=Quarantine; -> GOOD",
                "v=DMARC1; p=none; pct=50 -> ADVICE",
                "v=DMARC1; p=maybe -> WRONG",
                "v=DMARC10; p=none -> WRONG",
                "p=none; v=DMARC1 -> WRONG"
            })
    void recordDecides(String record, State state) throws IOException {
        dns.with("_dmarc.river.example", "TXT", Senders.quoted(record).replace(";", "\\;"));
        assertThat(record(Senders.river(KEY)).state()).isEqualTo(state);
    }

    @Test
    void missingRecordComesWithOneThatOnlyReports() throws IOException {
        DomainCheck check = record(Senders.river(KEY));
        assertThat(check.state()).isEqualTo(State.WRONG);
        assertThat(Objects.requireNonNull(check.record()).value())
                .isEqualTo("v=DMARC1; p=none; rua=mailto:postmaster@river.example")
                .doesNotContain("pct");
    }

    @Test
    void failureIsNotAMissingRecord() throws IOException {
        dns.failing("_dmarc.river.example", Rcode.SERVFAIL);
        assertThat(record(Senders.river(KEY)).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void severalRecordsCountAsNone() throws IOException {
        policy("river.example", "v=DMARC1; p=none");
        policy("river.example", "v=DMARC1; p=reject");
        assertThat(record(Senders.river(KEY)).sentence()).contains("several DMARC records");
    }

    @Test
    void domainWithoutARecordHasThatOfTheDomainAbove() throws IOException {
        policy("river.example", "v=DMARC1; p=reject; sp=quarantine");
        DmarcPolicy policy = DmarcPolicy.of(dns.client(), "news.river.example");
        assertThat(policy.organizational()).isEqualTo("river.example");
        assertThat(policy.action()).isEqualTo("quarantine");
    }

    @Test
    void markOfAPublicSuffixEndsTheWalkOneLabelBelow() throws IOException {
        policy("example", "v=DMARC1; p=reject; psd=y");
        assertThat(DmarcPolicy.of(dns.client(), "news.river.example").organizational())
                .isEqualTo("river.example");
    }

    @Test
    void markOfAnOrganizationEndsTheWalk() throws IOException {
        policy("north.river.example", "v=DMARC1; p=none; psd=n");
        policy("river.example", "v=DMARC1; p=none");
        DmarcPolicy policy = DmarcPolicy.of(dns.client(), "news.north.river.example");
        assertThat(policy.organizational()).isEqualTo("north.river.example");
        assertThat(dns.questions()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "river.example, news.river.example, r, GOOD",
        "news.river.example, river.example, r, GOOD",
        "news.river.example, mail.river.example, r, GOOD",
        "news.river.example, river.example, s, WRONG",
        "river.example, river.example, s, GOOD",
        "river.example, relay.example, r, WRONG"
    })
    void signatureMustBelongToTheSender(String from, String signer, String mode, State state) throws IOException {
        policy("river.example", "v=DMARC1; p=none; adkim=" + mode);
        SenderSettings settings =
                Senders.sender(from, "bounce.elsewhere.example", List.of(new SigningKey(signer, "s1", KEY.key())));
        assertThat(alignment(settings).state()).isEqualTo(state);
    }

    @Test
    void spfAloneIsAlignedAndCouldBeBetter() throws IOException {
        policy("river.example", "v=DMARC1; p=none");
        assertThat(alignment(Senders.river()).state()).isEqualTo(State.ADVICE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"gmail.com", "yahoo.com", "icloud.com"})
    void freemailCannotBeTheSender(String domain) throws IOException {
        DomainReport report =
                DomainExamination.of(dns.client(), Senders.sender(domain, "bounce.river.example", List.of(KEY)));
        assertThat(report.wrong()).singleElement().asString().contains("Send from a domain of your own");
        assertThat(report.refusing()).containsExactly("Gmail", "Yahoo", "Microsoft", "Apple");
    }

    private void policy(String domain, String record) {
        dns.with("_dmarc." + domain, "TXT", Senders.quoted(record).replace(";", "\\;"));
    }

    private DomainCheck record(SenderSettings settings) throws IOException {
        return DmarcCheck.of(dns.client(), settings).get(0);
    }

    private DomainCheck alignment(SenderSettings settings) throws IOException {
        return DmarcCheck.of(dns.client(), settings).get(1);
    }
}
