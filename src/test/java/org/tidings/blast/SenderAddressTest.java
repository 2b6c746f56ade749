package org.tidings.blast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SenderAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "news@swim.example",
                " news@swim.example ",
                "Swim <news@swim.example>",
                "\"Swim, School\" <news@swim.example>",
                "<news@swim.example>"
            })
    void addressIsFoundBesideItsName(String configured) {
        assertThat(SenderAddress.of(configured)).isEqualTo("news@swim.example");
    }

    @Test
    void internationalDomainIsSentInAscii() {
        assertThat(SenderAddress.of("Bad <news@bücher.example>")).isEqualTo("news@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Swim", "Swim <news>", "a@x.example, b@x.example", "Swim <news@swim.example", "<>"})
    void anythingElseStopsTheStart(String configured) {
        assertThatThrownBy(() -> SenderAddress.of(configured))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("quarkus.mailer.from");
    }
}
