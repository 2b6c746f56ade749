package org.tidings.embedded;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MariaDbBinariesTest {
    @Test
    void supportsLinuxOnX8664() {
        assertThatCode(() -> MariaDbBinaries.requirePlatform("Linux", "amd64")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, aarch64", "Windows 11, amd64", "Linux, aarch64"})
    void otherPlatformsFailWithAHint(String os, String architecture) {
        assertThatExceptionOfType(EmbeddedDatabaseException.class)
                .isThrownBy(() -> MariaDbBinaries.requirePlatform(os, architecture))
                .withMessageContaining(os + " on " + architecture)
                .withMessageContaining("Set quarkus.datasource.jdbc.url");
    }
}
