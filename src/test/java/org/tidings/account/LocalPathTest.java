package org.tidings.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPathTest {

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example/",
                "/\t/evil.example",
                "\n//evil.example",
                "javascript:alert(1)",
                "tasks",
                "/ %zz",
            })
    void rejectsOtherSites(String next) {
        assertThat(LocalPath.orStart(next)).isEqualTo("/tasks");
    }

    @Test
    void keepsPathAndQuery() {
        assertThat(LocalPath.orStart("/blasts/01JD?status=OPEN&q=a%20b")).isEqualTo("/blasts/01JD?status=OPEN&q=a%20b");
    }
}
