package org.tidings.engagement;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScannerNetworksTest {

    @ParameterizedTest
    @CsvSource({
        "64.235.143.255,",
        "64.235.144.0,Barracuda",
        "64.235.159.255,Barracuda",
        "64.235.160.0,",
        "::ffff:64.235.150.1,Barracuda",
        "205.220.191.255,Proofpoint",
        "213.167.75.127,Mimecast",
        "213.167.75.128,",
        "40.93.255.255,Microsoft",
        "40.94.0.0,",
        "2a01:111:f400:7e00::1,Microsoft",
        "2a01:111:f402::1,",
        "85.158.143.255,Symantec",
        "127.0.0.1,",
        "::1,",
        "not an address,",
    })
    void vendorIsKnownByTheAddress(String address, @Nullable String vendor) {
        assertThat(ScannerNetworks.vendor(address).orElse(null)).isEqualTo(vendor);
    }
}
