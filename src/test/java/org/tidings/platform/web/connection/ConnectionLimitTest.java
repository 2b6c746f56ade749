package org.tidings.platform.web.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class ConnectionLimitTest {

    private final ConnectionLimit limit = new ConnectionLimit(2);

    @Test
    void networkGetsNoMoreThanItsConnections() throws UnknownHostException {
        assertThat(acquire("203.0.113.7")).isTrue();
        assertThat(acquire("203.0.113.7")).isTrue();
        assertThat(acquire("203.0.113.7")).isFalse();
        assertThat(acquire("203.0.113.8")).as("another network").isTrue();
    }

    @Test
    void addressesOfOneIpv6NetworkShareTheLimit() throws UnknownHostException {
        assertThat(acquire("2001:db8::1")).isTrue();
        assertThat(acquire("2001:db8::2")).isTrue();
        assertThat(acquire("2001:db8::3")).isFalse();
    }

    @Test
    void closedConnectionMakesRoomForOneMore() throws UnknownHostException {
        acquire("203.0.113.7");
        acquire("203.0.113.7");
        acquire("203.0.113.7");
        limit.release(InetAddress.getByName("203.0.113.7"));
        assertThat(acquire("203.0.113.7")).isTrue();
        assertThat(acquire("203.0.113.7")).isFalse();
    }

    @Test
    void proxyInAPrivateNetworkMayHaveAny() throws UnknownHostException {
        for (int i = 0; i < 10; i++) {
            assertThat(acquire("10.0.0.1")).isTrue();
        }
    }

    private boolean acquire(String host) throws UnknownHostException {
        return limit.acquire(InetAddress.getByName(host));
    }
}
