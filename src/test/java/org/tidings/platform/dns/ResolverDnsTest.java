package org.tidings.platform.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

class ResolverDnsTest {

    private DnsServer server;
    private Dns dns;

    @BeforeEach
    void start() throws IOException {
        server = DnsServer.start();
        dns = server.client();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void missingNameAndMissingRecordAreToldApart() {
        server.with("river.example", "A", "192.0.2.1");
        assertThat(dns.lookup("river.example", Type.TXT)).isEqualTo(DnsAnswer.NO_SUCH_RECORD);
        assertThat(dns.lookup("lake.example", Type.TXT)).isEqualTo(DnsAnswer.NO_SUCH_NAME);
    }

    @ParameterizedTest
    @ValueSource(ints = {Rcode.SERVFAIL, Rcode.REFUSED})
    void errorsAreFailures(int rcode) {
        server.failing("river.example", rcode);
        assertThat(dns.lookup("river.example", Type.TXT).isFailed()).isTrue();
    }

    @Test
    void silenceIsAFailure() {
        server.silentAbout("river.example");
        assertThat(dns.lookup("river.example", Type.TXT).isFailed()).isTrue();
    }

    @Test
    void aliasesAreFollowedAndLoopsFail() {
        server.with("www.river.example", "CNAME", "river.example.").with("river.example", "A", "192.0.2.1");
        server.with("a.example", "CNAME", "b.example.").with("b.example", "CNAME", "a.example.");
        assertThat(dns.lookup("www.river.example", Type.A).as(ARecord.class)).hasSize(1);
        assertThat(dns.lookup("a.example", Type.A).isFailed()).isTrue();
    }

    @Test
    void answersThatDoNotFitIntoADatagramComeByTcp() {
        for (int i = 0; i < 20; i++) {
            server.with("river.example", "TXT", "\"" + "x".repeat(100) + i + "\"");
        }
        assertThat(dns.lookup("river.example", Type.TXT).as(TXTRecord.class)).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a..b", "", "x.example.."})
    void whatIsNoNameDoesNotExist(String name) {
        assertThat(dns.lookup(name, Type.A).outcome()).isIn(DnsAnswer.Outcome.NO_SUCH_NAME, DnsAnswer.Outcome.FAILED);
    }
}
