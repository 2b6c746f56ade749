package org.tidings.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaseUrlConverterTest {
    private final BaseUrlConverter converter = new BaseUrlConverter();

    @ParameterizedTest
    @ValueSource(strings = {"https://mail.example.com", "https://mail.example.com/", " https://mail.example.com// "})
    void removesTrailingSlashes(String configured) {
        assertThat(converter.convert(configured)).hasToString("https://mail.example.com");
    }

    @Test
    void keepsThePath() {
        assertThat(converter.convert("https://example.com/tidings/")).hasToString("https://example.com/tidings");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mail.example.com", "ftp://mail.example.com", "https://", "/path", ""})
    void rejectsOtherValues(String configured) {
        assertThatIllegalArgumentException().isThrownBy(() -> converter.convert(configured));
    }
}
