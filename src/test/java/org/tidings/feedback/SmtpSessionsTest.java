package org.tidings.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SmtpSessionsTest {

    private final SmtpSessions sessions =
            new SmtpSessions(100, Duration.ofSeconds(30), Duration.ofMinutes(30), Clock.systemUTC());

    @ParameterizedTest(name = "{0} with {1} open connections: one too many {2}")
    @CsvSource({
        "203.0.113.7, 24, false",
        "203.0.113.7, 25, true",
        "2001:db8::7, 25, true",
        "fd00::7, 99, false",
        "127.0.0.1, 99, false",
        "10.1.2.3, 99, false",
        "192.168.1.1, 99, false"
    })
    void oneHostGetsAQuarterOfTheConnectionsAndAProxyAll(String address, int open, boolean tooMany)
            throws UnknownHostException {
        InetAddress host = InetAddress.getByName(address);
        assertThat(sessions.exceedsLimit(host, Collections.nCopies(open, host).stream()))
                .isEqualTo(tooMany);
        InetAddress neighbour = InetAddress.getByName("2001:db8::8");
        assertThat(sessions.exceedsLimit(
                        InetAddress.getByName("2001:db8::7"), Collections.nCopies(25, neighbour).stream()))
                .isTrue();
        InetAddress other = InetAddress.getByName("198.51.100.1");
        assertThat(sessions.exceedsLimit(host, Collections.nCopies(open, other).stream()))
                .isFalse();
    }
}
