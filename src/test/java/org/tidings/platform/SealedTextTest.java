package org.tidings.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SealedTextTest {

    private static final SealedText OLD = new SealedText(new SigningSecrets(List.of("old")));
    private static final SealedText ROTATED = new SealedText(new SigningSecrets(List.of("new", "old")));

    @Test
    void opensWhatItSealed() {
        String sealed = OLD.seal("link", "https://tidings.example/é");
        assertThat(sealed).isASCII().doesNotContain("tidings.example");
        assertThat(OLD.open("link", sealed)).contains("https://tidings.example/é");
    }

    @Test
    void sameTextIsSealedDifferentlyEachTime() {
        assertThat(OLD.seal("link", "x")).isNotEqualTo(OLD.seal("link", "x"));
    }

    @Test
    void rotatedKeysOpenAndNewOnesSeal() {
        assertThat(ROTATED.open("link", OLD.seal("link", "x"))).contains("x");
        assertThat(OLD.open("link", ROTATED.seal("link", "x"))).isEmpty();
    }

    @Test
    void anotherPurposeAndChangedTextDoNotOpen() {
        String sealed = OLD.seal("link", "x");
        char last = sealed.charAt(sealed.length() - 2);
        String changed = sealed.substring(0, sealed.length() - 2)
                + (last == 'A' ? 'B' : 'A')
                + sealed.charAt(sealed.length() - 1);
        assertThat(OLD.open("secret", sealed)).isEmpty();
        assertThat(OLD.open("link", changed)).isEmpty();
        assertThat(OLD.open("link", "plain")).isEmpty();
    }
}
