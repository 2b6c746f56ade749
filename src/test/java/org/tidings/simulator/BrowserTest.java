package org.tidings.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrowserTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://elsewhere.example/c/1",
                "https://mail.studio.example",
                "https://mail.studio.example.evil.test/c/1",
                "https://mail.studio.example@evil.test/c/1",
                "https://mail.studio.example:8443/c/1",
                "http://mail.studio.example/c/1",
                "mailto:ann@mail.studio.example",
                ""
            })
    void otherUrlsAreNeverRequested(String url) throws IOException {
        try (Recorder tidings = new Recorder()) {
            Browser browser = new Browser("https://mail.studio.example", tidings::port);
            assertThatThrownBy(() -> browser.get(url, "test")).isInstanceOf(IOException.class);
            assertThat(tidings.calls()).isEmpty();
        }
    }

    @Test
    void ownUrlsAreRequestedOnTheLocalPort() throws Exception {
        try (Recorder tidings = new Recorder()) {
            Browser browser = new Browser("https://studio.example/", tidings::port);
            assertThat(browser.get("https://studio.example/c/a?b=c%20d", "test"))
                    .isEqualTo(302);
            assertThat(tidings.lines()).containsExactly("GET /c/a?b=c%20d");
        }
    }

    @Test
    void malformedUrlFailsWithAnIOException() throws IOException {
        try (Recorder tidings = new Recorder()) {
            Browser browser = new Browser("https://studio.example", tidings::port);
            assertThatThrownBy(() -> browser.get("https://studio.example/a b", "test"))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not a valid URL");
        }
    }
}
