package org.tidings.platform.dns;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Type;

class InternetDnsTest {

    @Test
    void resolverOfAPrivateNetworkProvesNothing() throws IOException {
        try (DnsServer server = DnsServer.start()) {
            Dns dns = new InternetDns(server.client());
            assertThat(dns.lookup("river.example", Type.A)).isEqualTo(DnsAnswer.FAILED);
            server.with("com", "NS", "a.gtld-servers.net.");
            assertThat(dns.lookup("river.example", Type.A)).isEqualTo(DnsAnswer.NO_SUCH_NAME);
        }
    }
}
