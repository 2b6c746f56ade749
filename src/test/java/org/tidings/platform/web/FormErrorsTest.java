package org.tidings.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormErrorsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a\u2028b@x.org",
                "a@x\u2028.org",
                "a@x.org\u2028Bcc: b@x.org",
                "müller@x.org",
                "a,b@x.org",
                "\u212Aim@x.org", // the Kelvin sign
                "a@b@x.org",
                "a@x",
                "a..b@x.org",
                "a @x.org",
                "a@x.org\0"
            })
    void addressThatCannotBeMailedIsAnError(String address) {
        assertThat(new FormErrors().email("replyTo", address).byField()).containsOnlyKeys("replyTo");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "office@river.example", " Office@River.Example ", "a@bücher.example"})
    void otherAddressesAreNoError(String address) {
        assertThat(new FormErrors().email("replyTo", address).isEmpty()).isTrue();
    }
}
