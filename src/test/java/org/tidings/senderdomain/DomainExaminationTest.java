package org.tidings.senderdomain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.platform.dns.Dns;
import org.tidings.platform.dns.DnsAnswer;
import org.tidings.platform.dns.DnsServer;
import org.tidings.senderdomain.DomainCheck.State;
import org.tidings.senderdomain.DomainCheck.Subject;
import org.tidings.senderdomain.SenderSettings.Encryption;
import org.tidings.senderdomain.SenderSettings.SigningKey;

class DomainExaminationTest {

    private static final SigningKey KEY = Senders.key("river.example", 2_048);

    private DnsServer dns;

    @BeforeEach
    void start() throws IOException {
        dns = DnsServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        dns.close();
    }

    private void publishEverything() {
        dns.with("bounce.river.example", "TXT", "\"v=spf1 ip4:192.0.2.0/24 -all\"")
                .with("bounce.river.example", "MX", "10 mail.river.example.")
                .with("mail.river.example", "A", "192.0.2.7")
                .with("7.2.0.192.in-addr.arpa", "PTR", "mail.river.example.")
                .with("s1._domainkey.river.example", "TXT", Senders.quoted("p=" + Senders.base64(KEY)))
                .with("_dmarc.river.example", "TXT", "\"v=DMARC1\\; p=none\"");
    }

    @Test
    void domainWithEverythingIsGood() throws IOException {
        publishEverything();
        DomainReport report = examine("192.0.2.7");
        assertThat(report.checks()).extracting(DomainCheck::state).containsOnly(State.GOOD);
        assertThat(report.isGood()).isTrue();
        assertThat(report.providers()).allMatch(Provider.Verdict::accepts);
    }

    @Test
    void domainWithNothingIsRefusedByAllProvidersAndSaysWhy() throws IOException {
        DomainReport report = examine("192.0.2.7");
        assertThat(subjects(report, State.WRONG))
                .containsExactlyInAnyOrder(
                        Subject.SPF, Subject.DKIM, Subject.DMARC, Subject.RETURN_PATH, Subject.REVERSE_DNS);
        assertThat(report.refusing()).containsExactly("Gmail", "Yahoo", "Microsoft", "Apple");
        assertThat(report.providers().get(0).sentence())
                .isEqualTo("May refuse your mail or treat it as spam: SPF, DKIM, DMARC, Reverse DNS.");
    }

    @Test
    void nothingIsMissingWhileTheDnsIsDown() {
        Dns down = (name, type) -> DnsAnswer.FAILED;
        DomainReport report = DomainExamination.of(
                down, Senders.sender("river.example", "bounce.river.example", List.of(KEY), "192.0.2.7"));
        assertThat(subjects(report, State.WRONG)).isEmpty();
        assertThat(report.refusing()).isEmpty();
        assertThat(report.isGood()).isFalse();
    }

    @Test
    void nameThatDoesNotLeadBackIsWrong() throws IOException {
        publishEverything();
        dns.with("8.2.0.192.in-addr.arpa", "PTR", "mail.river.example.");
        assertThat(subjects(examine("192.0.2.8"), State.WRONG)).containsExactly(Subject.REVERSE_DNS);
    }

    @Test
    void returnPathThatTakesNoMailIsWrong() throws IOException {
        publishEverything();
        SenderSettings settings = Senders.sender("river.example", "null.example", List.of(KEY));
        dns.with("null.example", "MX", "0 .").with("null.example", "TXT", "\"v=spf1 ip4:192.0.2.7 -all\"");
        assertThat(subjects(DomainExamination.of(dns.client(), settings), State.WRONG))
                .containsExactly(Subject.RETURN_PATH);
    }

    @Test
    void unsubscribeLinksMustBeSecure() throws IOException {
        publishEverything();
        SenderSettings settings = new SenderSettings(
                "river.example",
                "bounce.river.example",
                "tidings.river.example",
                List.of(KEY),
                List.of(),
                List.of(),
                Encryption.NEVER,
                false,
                false);
        DomainReport report = DomainExamination.of(dns.client(), settings);
        assertThat(subjects(report, State.WRONG)).containsExactly(Subject.ONE_CLICK);
        assertThat(subjects(report, State.ADVICE)).containsExactly(Subject.TLS);
        assertThat(report.refusing()).containsExactly("Gmail", "Yahoo");
    }

    private DomainReport examine(String address) throws IOException {
        return DomainExamination.of(
                dns.client(), Senders.sender("river.example", "bounce.river.example", List.of(KEY), address));
    }

    private static Set<Subject> subjects(DomainReport report, State state) {
        return report.checks().stream()
                .filter(check -> check.state() == state)
                .map(DomainCheck::subject)
                .collect(Collectors.toSet());
    }
}
