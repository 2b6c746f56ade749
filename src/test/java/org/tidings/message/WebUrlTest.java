package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebUrlTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "https://example.org -> https://example.org",
                "HTTPS://Example.org/A?b=c&d=e#f -> https://Example.org/A?b=c&d=e#f",
                "http://example.org/a b -> http://example.org/a%20b",
                "https://example.org/é?q=ü -> https://example.org/%C3%A9?q=%C3%BC",
                "https://bücher.example/ -> https://xn--bcher-kva.example/",
                "https://fußball.example/ -> https://xn--fuball-cta.example/",
                "http://user@νίκος.example:8080/x -> http://user@xn--kxawhkp.example:8080/x",
                "https://i❤.ws/ -> https://xn--i-7iq.ws/",
                "https://example.org/%20x -> https://example.org/%20x",
                "https://example.org/a|b{c} -> https://example.org/a%7Cb%7Bc%7D"
            })
    void addressesAreReadAsBrowsersReadThem(String typed, String expected) {
        assertThat(WebUrl.normalise(typed)).contains(expected);
    }

    @Test
    void lineBreaksInsideAnAddressAreDropped() {
        assertThat(WebUrl.normalise(" https://example.org/\r\n a\tb ")).contains("https://example.org/%20ab");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "mailto:a@b.example",
                "javascript:alert(1)",
                "http://",
                "https://<x>/",
                "ftp://x"
            })
    void everythingElseIsNoWebAddress(String typed) {
        assertThat(WebUrl.normalise(typed)).isEmpty();
    }

    @Test
    void componentIsEncodedWhole() {
        assertThat(WebUrl.encodeComponent("a b&c=é/?#😀~")).isEqualTo("a%20b%26c%3D%C3%A9%2F%3F%23%F0%9F%98%80~");
    }
}
