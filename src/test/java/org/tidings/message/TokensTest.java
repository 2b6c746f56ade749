package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {
    private static final byte[] OLD = "an old secret".getBytes(UTF_8);
    private static final byte[] NEW = "a new secret".getBytes(UTF_8);
    private static final TokenSubject ANN = new TokenSubject(31, 4711, 42);

    private final Tokens tokens = new Tokens(List.of(NEW));

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1, 2, 3",
        "127, 128, 129",
        "31, 4711, 42",
        "562949953421311, 2147483647, 9223372036854775807"
    })
    void whatIsSignedIsVerified(long blast, int seq, long address) {
        TokenSubject subject = new TokenSubject(blast, seq, address);
        for (TokenPurpose purpose : TokenPurpose.values()) {
            assertThat(tokens.verify(purpose, tokens.sign(purpose, subject))).contains(subject);
        }
    }

    @Test
    void longestReturnPathFitsTheLocalPart() {
        TokenSubject largest = new TokenSubject(TokenSubject.MAX_BLAST_ID, Integer.MAX_VALUE, Long.MAX_VALUE);
        String token = tokens.sign(TokenPurpose.RETURN_PATH, largest);
        assertThat(token).matches("[a-z2-7]+").hasSize(61);
        assertThat("b+" + token).hasSizeLessThanOrEqualTo(64);
    }

    @ParameterizedTest
    @CsvSource({"562949953421312, 1, 1", "-1, 1, 1", "1, -1, 1", "1, 1, -1"})
    void idsOutsideTheLimitsAreRefused(long blast, int seq, long address) {
        assertThatThrownBy(() -> new TokenSubject(blast, seq, address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneOfSeveralPurposesIsEnough() {
        TokenPurpose[] either = {TokenPurpose.UNSUBSCRIBE, TokenPurpose.UNSUBSCRIBE_SERVICE};
        for (TokenPurpose signed : TokenPurpose.values()) {
            assertThat(tokens.verifyAny(tokens.sign(signed, ANN), either).isPresent())
                    .isEqualTo(signed == either[0] || signed == either[1]);
        }
    }

    @Test
    void secretWordIsTheSameForOneLabelAndSecretOnly() {
        assertThat(tokens.secretWord("a"))
                .matches("[a-z2-7]{26}")
                .isEqualTo(new Tokens(List.of(NEW, OLD)).secretWord("a"))
                .isNotEqualTo(tokens.secretWord("b"))
                .isNotEqualTo(new Tokens(List.of(OLD)).secretWord("a"));
    }

    @Test
    void letterCaseDoesNotMatter() {
        String token = tokens.sign(TokenPurpose.RETURN_PATH, ANN);
        assertThat(tokens.verify(TokenPurpose.RETURN_PATH, token.toUpperCase(Locale.ROOT)))
                .contains(ANN);
    }

    @Test
    void tokenOfOnePurposeIsRefusedForAnother() {
        for (TokenPurpose signed : TokenPurpose.values()) {
            for (TokenPurpose asked : TokenPurpose.values()) {
                assertThat(tokens.verify(asked, tokens.sign(signed, ANN)).isPresent())
                        .isEqualTo(signed == asked);
            }
        }
    }

    @Test
    void everyChangedCharacterIsNoticed() {
        String token = tokens.sign(TokenPurpose.OPEN, ANN);
        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'a' ? 'b' : 'a';
            String forged = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(tokens.verify(TokenPurpose.OPEN, forged)).as(forged).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "aaaaaaaa", "!!", "1", "=", "ü", "\uD83D", "../../etc/passwd", "%00", "a a"})
    void garbageIsRefusedWithoutComplaint(String garbage) {
        assertThat(tokens.verify(TokenPurpose.OPEN, garbage)).isEmpty();
        assertThat(tokens.verifyClick(garbage)).isEmpty();
        assertThat(tokens.verify(TokenPurpose.OPEN, garbage.repeat(50_000))).isEmpty();
        assertThat(tokens.verifyClick(garbage.repeat(50_000))).isEmpty();
    }

    @Test
    void rotatedSecretStillVerifiesButNoLongerSigns() {
        String old = new Tokens(List.of(OLD)).sign(TokenPurpose.UNSUBSCRIBE, ANN);
        Tokens rotated = new Tokens(List.of(NEW, OLD));
        assertThat(rotated.verify(TokenPurpose.UNSUBSCRIBE, old)).contains(ANN);
        assertThat(rotated.sign(TokenPurpose.UNSUBSCRIBE, ANN)).isEqualTo(tokens.sign(TokenPurpose.UNSUBSCRIBE, ANN));
        assertThat(tokens.verify(TokenPurpose.UNSUBSCRIBE, old)).isEmpty();
    }

    @Test
    void clickCarriesItsWholeTarget() {
        String url = "https://example.org/a?b=c&d=%C3%A9#e" + "x".repeat(3000);
        String token = tokens.signClick(ANN, 300, url);
        assertThat(token).matches("[A-Za-z0-9_-]+");
        assertThat(tokens.verifyClick(token)).contains(new ClickTarget(ANN, 300, url));
    }

    @Test
    void changedClickIsRefused() {
        String token = tokens.signClick(ANN, 0, "https://example.org/");
        assertThat(tokens.verifyClick(token.substring(1))).isEmpty();
        assertThat(tokens.verifyClick(token + "A")).isEmpty();
        assertThat(new Tokens(List.of(OLD)).verifyClick(token)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:alert(1)",
                "data:text/html,x",
                "//example.org",
                "/path",
                "",
                "https://",
                "https:///x",
                "https://a.example/\r\nSet-Cookie: x",
                "https://a.example/ b",
                "https://exämple.org/"
            })
    void onlyWebAddressesAreSigned(String target) {
        assertThatThrownBy(() -> tokens.signClick(ANN, 0, target)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void atLeastOneSecretIsNeeded() {
        assertThatThrownBy(() -> new Tokens(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
