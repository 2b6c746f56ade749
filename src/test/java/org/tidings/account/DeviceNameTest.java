package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeviceNameTest {

    @ParameterizedTest
    @CsvSource({
        "Firefox on Windows, Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:146.0) Gecko/20100101 Firefox/146.0",
        "Safari on iPhone, Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1",
        "Chrome on Android, Mozilla/5.0 (Linux; Android 16; K) Chrome/142.0.0.0 Mobile Safari/537.36",
        "Edge on Windows, Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
        "Chrome on Mac, Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/142.0.0.0 Safari/537.36",
        "Chrome on Chromebook, Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/142.0.0.0 Safari/537.36",
        "Linux, Links (2.29; Linux 6.1 x86_64)",
        "Unknown device, curl/8.10"
    })
    void devicesHaveNames(String name, String userAgent) {
        assertThat(DeviceName.of(userAgent)).isEqualTo(name);
    }

    @Test
    void deviceWithoutANameIsUnknown() {
        assertThat(DeviceName.of(null)).isEqualTo("Unknown device");
    }
}
