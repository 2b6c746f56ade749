package org.tidings.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RequiredWordsTest {

    @Test
    void longestMandatoryRunIsRequired() {
        assertThat(RequiredWords.of("no such (?:user|mailbox)\\b")).containsExactly("no such ");
        assertThat(RequiredWords.of("user (?:is )?unknown")).containsExactly("unknown");
        assertThat(RequiredWords.of("gr[ae]ylist")).containsExactly("ylist");
        assertThat(RequiredWords.of("throttl\\w*")).containsExactly("throttl");
    }

    @Test
    void alternativesAreRequiredTogether() {
        assertThat(RequiredWords.of("spam|virus\\w+")).containsExactlyInAnyOrder("spam", "virus");
        assertThat(RequiredWords.of("(?:spam|virus) x?")).containsExactlyInAnyOrder("spam", "virus");
    }

    @Test
    void nothingIsKnownOfShortOrOptionalWords() {
        assertThat(RequiredWords.of("ip|spam")).isEmpty();
        assertThat(RequiredWords.of("(?:spam)?")).isEmpty();
        assertThat(RequiredWords.of("\\w+ \\d{3}")).isEmpty();
        assertThat(RequiredWords.of("(?!spam)(?<=virus)[a-z]")).isEmpty();
    }

    @Test
    void doubledLetterMayBeMissing() {
        assertThat(RequiredWords.of("servers? down")).containsExactly("server");
        assertThat(RequiredWords.of("mail{2}box")).containsExactly("mai");
    }

    @Test
    void unbalancedExpressionIsRefused() {
        assertThatThrownBy(() -> RequiredWords.of("a)b")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RequiredWords.of("(?:ab")).isInstanceOf(IllegalArgumentException.class);
    }
}
