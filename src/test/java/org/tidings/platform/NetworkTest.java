package org.tidings.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

    @Test
    void ipv6AddressesOfOneCustomerAreOneNetwork() {
        assertThat(Network.of("2001:db8:1:2:aaaa::1")).isEqualTo(Network.of("2001:db8:1:2:bbbb::2"));
        assertThat(Network.of("2001:db8:1:2::1")).isNotEqualTo(Network.of("2001:db8:1:3::1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "unknown", ""})
    void anythingElseIsANetworkOfItsOwn(String address) {
        assertThat(Network.of(address)).isEqualTo(address);
    }

    @Test
    void mappedIpv4AddressesAreNotOneNetwork() {
        assertThat(Network.of("::ffff:192.0.2.1")).isEqualTo("192.0.2.1");
    }

    @Test
    void addressAndItsTextAreTheSameNetwork() throws UnknownHostException {
        assertThat(Network.of(InetAddress.getByName("2001:db8::1"))).isEqualTo(Network.of("2001:db8::2"));
        assertThat(Network.of(InetAddress.getByName("192.0.2.1"))).isEqualTo(Network.of("192.0.2.1"));
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "::1, true",
        "10.1.2.3, true",
        "192.168.1.1, true",
        "fd00::7, true",
        "fe80::1, true",
        "203.0.113.7, false",
        "2001:db8::7, false"
    })
    void proxyMayHaveAPrivateAddress(String address, boolean isPrivate) throws UnknownHostException {
        assertThat(Network.isPrivate(InetAddress.getByName(address))).isEqualTo(isPrivate);
    }
}
