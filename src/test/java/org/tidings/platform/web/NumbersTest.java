package org.tidings.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NumbersTest {

    private final Locale before = Locale.getDefault();

    @AfterEach
    void restoreLocale() {
        Locale.setDefault(before);
    }

    @Test
    void thousandsAreSeparatedInAnyLocale() {
        for (String tag : new String[] {"de-DE", "ar-EG", "th-TH-u-nu-thai"}) {
            Locale.setDefault(Locale.forLanguageTag(tag));
            assertThat(Numbers.of(5_000)).isEqualTo("5,000");
            assertThat(FileSize.text(1_500_000)).isEqualTo("1.4 MB");
        }
    }

    @Test
    void onePersonIsSingular() {
        assertThat(Numbers.of(1, "person", "people")).isEqualTo("1 person");
        assertThat(Numbers.of(5_000, "person", "people")).isEqualTo("5,000 people");
    }
}
