package org.tidings.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.Calendar;
import java.util.Locale;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JvmDefaultsTest {
    private final Locale locale = Locale.getDefault();
    private final TimeZone zone = TimeZone.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
        TimeZone.setDefault(zone);
    }

    @Test
    void localeAndZoneOfTheMachineAreReplaced() {
        ZoneId machine = JvmDefaults.systemZone();
        Locale.setDefault(Locale.forLanguageTag("th-TH"));
        TimeZone.setDefault(TimeZone.getTimeZone("Asia/Bangkok"));
        assertThat(Calendar.getInstance().getCalendarType()).isEqualTo("buddhist"); // what went wrong

        JvmDefaults.fix();

        assertThat(Calendar.getInstance().getCalendarType()).isEqualTo("gregory");
        assertThat("%d".formatted(12)).isEqualTo("12");
        assertThat(ZoneId.systemDefault().getId()).isEqualTo("UTC");
        assertThat(JvmDefaults.systemZone()).isEqualTo(machine);
    }
}
