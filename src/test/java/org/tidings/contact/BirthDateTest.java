package org.tidings.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BirthDateTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2018-05-02",
                "2018/5/2",
                "2018-05-02 00:00",
                "2018-05-02T00:00:00",
                "02.05.2018",
                "2.5.18",
                "2. 5. 2018",
                "2 May 2018",
                "2nd May 2018",
                "2-May-18",
                "May 2, 2018",
                "2. Mai 2018",
                "2 mai 2018",
                "2 de mayo de 2018",
                "2 maggio 2018",
                "2 mei 2018",
                "2 maja 2018",
                "2. května 2018",
                "2 мая 2018",
            })
    void readsTheUsualSpellings(String typed) {
        assertThat(BirthDate.of(typed, false, TODAY)).contains(LocalDate.of(2018, 5, 2));
        assertThat(BirthDate.of(typed, true, TODAY)).contains(LocalDate.of(2018, 5, 2));
    }

    @Test
    void slashesAreReadAsTheAccountWritesThem() {
        assertThat(BirthDate.of("2/5/2018", true, TODAY)).contains(LocalDate.of(2018, 5, 2));
        assertThat(BirthDate.of("2/5/2018", false, TODAY)).contains(LocalDate.of(2018, 2, 5));
        assertThat(BirthDate.of("25/2/2018", false, TODAY)).contains(LocalDate.of(2018, 2, 25));
        assertThat(BirthDate.of("2/25/2018", true, TODAY)).contains(LocalDate.of(2018, 2, 25));
    }

    @Test
    void shortYearsAreInThePast() {
        assertThat(BirthDate.of("1.1.26", true, TODAY)).contains(LocalDate.of(2026, 1, 1));
        assertThat(BirthDate.of("1.1.27", true, TODAY)).contains(LocalDate.of(1927, 1, 1));
        assertThat(BirthDate.of("1.1.85", true, TODAY)).contains(LocalDate.of(1985, 1, 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n/a",
                "30.02.2018",
                "13/13/2018",
                "2018",
                "27 Nov 2026",
                "31.12.1899",
                "2018-05-02-03",
                "2 Foo 2018",
                "43222",
                "02.05/2018"
            })
    void everythingElseIsNoDateOfBirth(String typed) {
        assertThat(BirthDate.of(typed, true, TODAY)).isEmpty();
    }
}
