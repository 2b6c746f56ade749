package org.tidings.message;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedPrintableTest {
    private final MimeBuffer out = new MimeBuffer(16);
    private final QuotedPrintable body = new QuotedPrintable(out);

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "plain text, 1 + 1 -> plain text, 1 + 1",
                "a=b -> a=3Db",
                "Grüße -> Gr=C3=BC=C3=9Fe",
                "🎉 -> =F0=9F=8E=89",
                "end  -> end=20",
                ". -> ."
            })
    void octetsAreThoseOfTheStandard(String text, String encoded) {
        body.text(text);
        assertThat(written()).isEqualTo(encoded);
    }

    @Test
    void everyLineEndBecomesCrlfAndSpaceBeforeItIsEncoded() {
        body.text("a \nb\t\r\nc\rd");
        assertThat(written()).isEqualTo("a=20\r\nb=09\r\nc\r\nd");
    }

    @Test
    void longLineIsBrokenAtSeventySixOctets() {
        body.text("x".repeat(76));
        assertThat(written()).isEqualTo("x".repeat(75) + "=\r\nx");
    }

    @Test
    void encodedOctetIsNeverSplit() {
        body.text("x".repeat(73) + "=");
        assertThat(written()).isEqualTo("x".repeat(73) + "=\r\n=3D");
    }

    @Test
    void literalIsCopiedWhereItFitsAndStartsALineWhereItDoesNot() {
        EncodedLiteral literal = EncodedLiteral.of("y".repeat(40).getBytes(US_ASCII));
        body.text("x".repeat(30));
        body.literal(literal);
        body.literal(literal);
        assertThat(written()).isEqualTo("x".repeat(30) + "y".repeat(40) + "=\r\n" + "y".repeat(40));
    }

    @Test
    void literalThatEndsTheLineNeedsNoBreak() {
        body.text("x".repeat(75));
        body.literal(EncodedLiteral.of("\r\nnext".getBytes(US_ASCII)));
        assertThat(written()).isEqualTo("x".repeat(75) + "\r\nnext");
    }

    private String written() {
        return new String(out.toByteArray(), US_ASCII);
    }
}
