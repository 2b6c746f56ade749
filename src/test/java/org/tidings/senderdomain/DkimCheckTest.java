package org.tidings.senderdomain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.platform.dns.DnsServer;
import org.tidings.senderdomain.DomainCheck.State;
import org.tidings.senderdomain.SenderSettings.SigningKey;
import org.xbill.DNS.Rcode;

class DkimCheckTest {

    private static final String HOST = "s1._domainkey.river.example";
    private static final SigningKey KEY = Senders.key("river.example", 2_048);
    private static final SigningKey OTHER = Senders.key("river.example", 2_048);

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
                "v=DKIM1; k=rsa; p=KEY -> GOOD",
                "p=KEY -> GOOD",
                "v=DKIM1 ; t=s ; p = KEY ; -> GOOD",
                "v=DKIM1; t=y; p=KEY -> ADVICE",
                "v=DKIM1; k=rsa; p=OTHER -> WRONG",
                "v=DKIM1; k=ed25519; p=KEY -> WRONG",
                "v=DKIM1; p= -> WRONG",
                "v=DKIM1; p=bm90IGEga2V5 -> WRONG",
                "v=DKIM1; p=%%% -> WRONG",
                "google-site-verification=x -> WRONG"
            })
    void publishedKeyMustBeThatOfTheSignature(String record, State state) throws IOException {
        String text = record.replace("KEY", Senders.base64(KEY)).replace("OTHER", Senders.base64(OTHER));
        dns.with(HOST, "TXT", Senders.quoted(text).replace(";", "\\;"));
        assertThat(check(KEY).state()).isEqualTo(state);
    }

    @Test
    void missingKeyComesWithTheRecordToPaste() throws IOException {
        DomainCheck check = check(KEY);
        assertThat(check.state()).isEqualTo(State.WRONG);
        assertThat(Objects.requireNonNull(check.record()).host()).isEqualTo(HOST);
        dns.with(HOST, "TXT", Senders.quoted(check.record().value()).replace(";", "\\;"));
        assertThat(check(KEY).state()).isEqualTo(State.GOOD);
    }

    @Test
    void keyIsFoundByAnAlias() throws IOException {
        dns.with(HOST, "CNAME", "s1.relay.example.")
                .with("s1.relay.example", "TXT", Senders.quoted("p=" + Senders.base64(KEY)));
        assertThat(check(KEY).state()).isEqualTo(State.GOOD);
    }

    @Test
    void severalRecordsAreAnError() throws IOException {
        dns.with(HOST, "TXT", Senders.quoted("p=" + Senders.base64(KEY))).with(HOST, "TXT", "\"p=\"");
        assertThat(check(KEY).sentence()).contains("several records");
    }

    @Test
    void shortKeysAreNotAccepted() throws IOException {
        SigningKey weak = Senders.key("river.example", 512);
        SigningKey old = Senders.key("river.example", 1_024);
        dns.with(HOST, "TXT", Senders.quoted("p=" + Senders.base64(weak)));
        assertThat(check(weak).state()).isEqualTo(State.WRONG);
        dns.close();
        dns = DnsServer.start();
        dns.with(HOST, "TXT", Senders.quoted("p=" + Senders.base64(old)));
        assertThat(check(old).state()).isEqualTo(State.ADVICE);
    }

    @Test
    void failureAndSilenceAreNotAMissingKey() throws IOException {
        dns.failing(HOST, Rcode.SERVFAIL);
        assertThat(check(KEY).state()).isEqualTo(State.UNKNOWN);
        dns.close();
        dns = DnsServer.start();
        dns.silentAbout(HOST);
        assertThat(check(KEY).state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void signatureOfTheRelayIsNotKnown() throws IOException {
        assertThat(DkimCheck.of(dns.client(), Senders.river()))
                .extracting(DomainCheck::state)
                .containsExactly(State.UNKNOWN);
    }

    private DomainCheck check(SigningKey key) throws IOException {
        return DkimCheck.of(dns.client(), Senders.river(key)).get(0);
    }
}
