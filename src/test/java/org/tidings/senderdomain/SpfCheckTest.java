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
import org.tidings.platform.dns.DnsServer;
import org.tidings.senderdomain.DomainCheck.State;
import org.xbill.DNS.Rcode;

class SpfCheckTest {

    private static final String DOMAIN = "bounce.river.example";

    private DnsServer dns;

    @BeforeEach
    void start() throws IOException {
        dns = DnsServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        dns.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "v=spf1 ip4:192.0.2.0/24 -all -> GOOD",
                "v=spf1 include:relay.example ~all -> GOOD",
                "v=spf1 redirect=relay.example -> GOOD",
                "V=SPF1 A MX ?all -> GOOD",
                "v=spf1 exists:%{i}.spf.river.example include:%{d}.x.example -all -> GOOD",
                "v=spf1 ip6:2001:db8::/32 a:relay.example/24//64 -all -> GOOD",
                "v=spf1 exp=explain.river.example -all -> GOOD",
                "v=spf1 +all -> WRONG",
                "v=spf1 ip4:192.0.2.1 all -> WRONG",
                "v=spf1 include:nowhere.example -all -> ADVICE",
                "v=spf1 ipv4:192.0.2.1 -all -> ADVICE",
                "v=spf1 ip4:192.0.2.1/40 -all -> ADVICE",
                "v=spf1 ptr -all -> ADVICE",
                "v=spf1 include:failing.example -all -> UNKNOWN",
                "v=spf10 -all -> WRONG",
                "some other text -> WRONG"
            })
    void recordDecides(String record, State state) throws IOException {
        dns.with(DOMAIN, "TXT", "\"" + record + "\"")
                .with(DOMAIN, "A", "192.0.2.7")
                .with(DOMAIN, "MX", "10 mx.river.example.")
                .with("mx.river.example", "A", "192.0.2.8")
                .with("relay.example", "TXT", "\"v=spf1 ip4:198.51.100.0/24 -all\"")
                .with("relay.example", "A", "198.51.100.1")
                .failing("failing.example", Rcode.SERVFAIL);
        assertThat(check().state()).isEqualTo(state);
    }

    @Test
    void missingRecordComesWithTheOneToPaste() throws IOException {
        DomainCheck check = check();
        assertThat(check.state()).isEqualTo(State.WRONG);
        assertThat(check.record())
                .isEqualTo(new DomainCheck.DnsRecord(DOMAIN, "TXT", "v=spf1 a:smtp.river.example ~all"));
    }

    @Test
    void failureIsNotAMissingRecord() throws IOException {
        dns.failing(DOMAIN, Rcode.SERVFAIL);
        assertThat(check().state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void severalRecordsAreAnError() throws IOException {
        dns.with(DOMAIN, "TXT", "\"v=spf1 a -all\"").with(DOMAIN, "TXT", "\"v=spf1 mx -all\"");
        assertThat(check().sentence()).contains("2 SPF records");
    }

    @Test
    void stringsOfOneRecordAreJoinedWithoutBlanks() throws IOException {
        dns.with(DOMAIN, "TXT", "\"v=spf1 ip4:192.0.2.0\" \"/24 -all\"");
        assertThat(SpfTree.of(dns.client(), DOMAIN).records()).containsExactly("v=spf1 ip4:192.0.2.0/24 -all");
        assertThat(check().state()).isEqualTo(State.GOOD);
    }

    @Test
    void lookupsOfAllIncludedRecordsAreCounted() throws IOException {
        dns.with(DOMAIN, "TXT", "\"v=spf1 include:one.example include:two.example a mx exists:x.example ~all\"")
                .with(DOMAIN, "A", "192.0.2.7")
                .with(DOMAIN, "MX", "10 bounce.river.example.")
                .with("one.example", "TXT", "\"v=spf1 include:two.example ip4:192.0.2.9 ~all\"")
                .with("two.example", "TXT", "\"v=spf1 a ~all\"")
                .with("two.example", "A", "192.0.2.10");
        assertThat(SpfTree.of(dns.client(), DOMAIN).lookups()).isEqualTo(8);
        assertThat(check().sentence()).contains("8 of at most 10 DNS look-ups");
    }

    @Test
    void elevenLookupsAreTooMany() throws IOException {
        StringBuilder record = new StringBuilder("v=spf1");
        for (int i = 0; i < 11; i++) {
            record.append(" include:n").append(i).append(".example");
            dns.with("n" + i + ".example", "TXT", "\"v=spf1 ip4:192.0.2." + i + " ~all\"");
        }
        dns.with(DOMAIN, "TXT", Senders.quoted(record + " ~all"));
        assertThat(check().state()).isEqualTo(State.WRONG);
        assertThat(check().sentence()).contains("takes 11 DNS look-ups");
    }

    @Test
    void recordThatIncludesItselfComesToAnEnd() throws IOException {
        dns.with(DOMAIN, "TXT", "\"v=spf1 include:" + DOMAIN + " -all\"");
        assertThat(check().sentence()).contains("Receivers stop after 10");
        assertThat(dns.questions()).isLessThan(100);
    }

    @Test
    void treeThatGrowsWithoutBoundComesToAnEnd() throws IOException {
        String twice = "\"v=spf1 include:a.example include:b.example include:c.example -all\"";
        dns.with(DOMAIN, "TXT", twice).with("a.example", "TXT", twice).with("b.example", "TXT", twice);
        dns.with("c.example", "TXT", twice);
        assertThat(check().state()).isEqualTo(State.WRONG);
        assertThat(dns.questions()).isLessThan(100);
    }

    @Test
    void moreThanTwoNamesWithoutAnAnswerAreAnError() throws IOException {
        dns.with(DOMAIN, "TXT", "\"v=spf1 a:x1.example a:x2.example a:x3.example ip4:192.0.2.1 -all\"");
        assertThat(check().sentence()).contains("3 of its names do not exist");
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.77, GOOD",
        "198.51.100.9, GOOD",
        "203.0.113.1, WRONG",
        "2001:db8:1::5, GOOD",
        "2001:db8:2::5, WRONG"
    })
    void addressThatSendsMustBeInTheRecord(String address, State state) throws IOException {
        dns.with(DOMAIN, "TXT", "\"v=spf1 ip4:192.0.2.0/24 ip6:2001:db8:1::/48 include:relay.example -all\"")
                .with("relay.example", "TXT", "\"v=spf1 a:out.relay.example/28 -all\"")
                .with("out.relay.example", "A", "198.51.100.1");
        DomainCheck check = SpfCheck.of(dns.client(), Senders.sender("river.example", DOMAIN, List.of(), address));
        assertThat(check.state()).isEqualTo(state);
        if (state == State.WRONG) {
            assertThat(Objects.requireNonNull(check.record()).value())
                    .matches("v=spf1 ip[46]:" + "[0-9a-f:.]+ ip4:192\\.0\\.2\\.0/24 .*");
        }
    }

    private DomainCheck check() throws IOException {
        return SpfCheck.of(dns.client(), Senders.river());
    }
}
