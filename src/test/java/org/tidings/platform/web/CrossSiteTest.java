package org.tidings.platform.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossSiteTest {

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "GET,    cross-site,  https://evil.example,       false",
                "POST,   same-origin, https://evil.example,       false",
                "POST,   none,        -,                          false",
                "POST,   same-site,   -,                          true",
                "POST,   cross-site,  -,                          true",
                "DELETE, cross-site,  -,                          true",
                "POST,   -,           -,                          false",
                "POST,   -,           http://internal:8080,       false",
                "POST,   -,           https://tidings.example,    false",
                "POST,   -,           https://TIDINGS.example,    false",
                "POST,   -,           https://tidings.example:443, false",
                "POST,   -,           http://tidings.example,     true",
                "POST,   -,           https://internal:8080,      true",
                "POST,   -,           https://tidings.example:81, true",
                "POST,   -,           https://tidings.example.evil.example, true",
                "POST,   -,           null,                       true",
                "POST,   -,           :bad:,                      true",
            })
    void rejectsCrossSiteRequests(String method, @Nullable String site, @Nullable String origin, boolean refused) {
        assertThat(CrossSite.refuses(method, site, origin, "http://internal:8080", "https://tidings.example"))
                .isEqualTo(refused);
    }
}
