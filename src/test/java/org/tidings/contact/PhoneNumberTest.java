package org.tidings.contact;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumberTest {

    @ParameterizedTest
    @CsvSource({
        "217-555-0101, US, +12175550101, (217) 555-0101",
        "(217) 555-0103, US, +12175550103, (217) 555-0103",
        "2175550102, US, +12175550102, (217) 555-0102",
        "+1 217 555 0104, US, +12175550104, (217) 555-0104",
        "1-217-555-0104, US, +12175550104, (217) 555-0104",
        "+47 22 12 34 56, US, +4722123456, +47 22 12 34 56",
        "030 123456, DE, +4930123456, 030 123456",
        "0049 30 123456, DE, +4930123456, 030 123456",
        "020 7946 0958, GB, +442079460958, 020 7946 0958",
    })
    void readsAndShowsNumbersOfTheCountry(String typed, String region, String stored, String shown) {
        assertThat(PhoneNumber.e164(typed, region)).contains(stored);
        assertThat(PhoneNumber.display(stored, region)).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "n/a", "555", "12", "ann@x.org", "call mom", "1234567890123456789012345"})
    void whatCannotBeDialledIsNoNumber(String typed) {
        assertThat(PhoneNumber.e164(typed, "US")).isEmpty();
        assertThat(PhoneNumber.e164("1".repeat(1_000_000), "US")).isEmpty();
    }
}
