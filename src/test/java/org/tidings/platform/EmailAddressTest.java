package org.tidings.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

    @ParameterizedTest
    @CsvSource({
        "ann@x.org, ann@x.org",
        "' Ann.Lee+swim@X.ORG ', ann.lee+swim@x.org",
        "o'neil@example.org, o'neil@example.org",
        "a@xn--fuball-cta.example, a@xn--fuball-cta.example",
        "info@fußball.example, info@xn--fuball-cta.example",
        "info@FUSSBALL.example, info@fussball.example",
        "info@bücher.example, info@xn--bcher-kva.example",
        "info@βόλος.example, info@xn--nxasmm1c.example",
        "info@例え.テスト, info@xn--r8jz45g.xn--zckzah",
        "info@example。org, info@example.org",
        "ann@x.org\u200b, ann@x.org",
    })
    void isNormalisedToWhatServersUnderstand(String typed, String normalised) {
        assertThat(EmailAddress.normalise(typed)).contains(normalised);
        assertThat(EmailAddress.normalise(normalised)).contains(normalised);
    }

    @Test
    void joinersOfPersianStay() {
        assertThat(EmailAddress.normalise("info@نامه\u200cای.example")).contains("info@xn--mgba3gch31f060k.example");
        assertThat(EmailAddress.normalise("info@نامهای.example")).contains("info@xn--mgba3gch31f.example");
    }

    @Test
    void senderMayBeAtAHostOfOnesOwnNetwork() {
        assertThat(EmailAddress.toAsciiWithHost("news@localhost")).contains("news@localhost");
        assertThat(EmailAddress.toAsciiWithHost("Ann@Bücher.Example")).contains("Ann@xn--bcher-kva.example");
        assertThat(EmailAddress.toAsciiWithHost("a b@localhost")).isEmpty();
        assertThat(EmailAddress.normalise("news@localhost")).isEmpty();
    }

    @Test
    void localPartCanBeKeptAsTyped() {
        assertThat(EmailAddress.toAscii("Ann.Lee@Bücher.Example")).contains("Ann.Lee@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "@x.org",
                "ann@",
                "ann@x",
                "ann@@x.org",
                "a b@x.org",
                ".ann@x.org",
                "ann.@x.org",
                "a..b@x.org",
                "müller@x.org",
                "\u212aim@x.org",
                "\"ann\"@x.org",
                "ann@[127.0.0.1]",
                "ann@127.0.0.1",
                "ann@-x.org",
                "ann@x_y.org",
                "ann@a\u200cb.example",
                "a,b@x.org",
                "ann@x.org\r\nBcc: b@x.org",
                "ann@x.org.",
                "ann@\ud800.org"
            })
    void whatCannotBeMailedIsRefused(String typed) {
        assertThat(EmailAddress.normalise(typed)).isEmpty();
        assertThat(EmailAddress.normalise("a".repeat(65) + "@x.org")).isEmpty();
        assertThat(EmailAddress.normalise("a@" + "b".repeat(64) + ".org")).isEmpty();
        assertThat(EmailAddress.normalise("a@" + "b.".repeat(130) + "org")).isEmpty();
        assertThat(EmailAddress.normalise("ü@".repeat(100_000))).isEmpty();
    }
}
