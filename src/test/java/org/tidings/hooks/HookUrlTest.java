package org.tidings.hooks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HookUrlTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://crm.example.org",
                "https://crm.example.org/hooks?key=1",
                "HTTPS://CRM.example.org:8443/",
                "https://[2001:db8::1]/"
            })
    void addressesOfTheWebAreAccepted(String url) {
        assertThat(HookUrl.problem(url, false)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "crm.example.org",
                "http://crm.example.org/",
                "ftp://crm.example.org/",
                "https:///hooks",
                "https://user:secret@crm.example.org/",
                "https://crm.example.org/#x",
                "https://crm.example.org:25/",
                "https://crm.example.org:99999/",
                "https://crm.example.org/a b",
                "https://crm.example.org/\r\nX: y",
                "https://bücher.example/",
                "file:///etc/passwd",
                "javascript:alert(1)"
            })
    void othersAreRefused(String url) {
        assertThat(HookUrl.problem(url, false)).isPresent();
    }

    @Test
    void plainHttpCanBeAllowed() {
        assertThat(HookUrl.problem("http://crm.example.org/", true)).isEmpty();
    }
}
