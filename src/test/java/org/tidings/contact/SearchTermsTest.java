package org.tidings.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchTermsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    Ann Larsen        | ann larsen
                    Anna-Lena O'Brien | anna lena obrien
                    Müller            | muller
                    Søren Ægir        | soren aegir
                    Łukasz ß          | lukasz ss
                    Нина              | нина
                    John 2nd          | john 2nd
                    Louis Ⅷ           | louis viii
                    ..Ann..           | ann
                    """)
    void nameIsSplitIntoWordsInLowerCaseWithoutAccents(String name, String words) {
        assertThat(SearchTerms.of(ContactDetails.NOBODY.withName(name, ""))).containsExactly(words.split(" ", -1));
    }

    @Test
    void textWithoutLettersAndDigitsHasNoWords() {
        assertThat(SearchTerms.of(ContactDetails.NOBODY.withName("-- 🎈 --", "'")))
                .isEmpty();
    }

    @Test
    void wordsAreThoseThatAreDividedByOtherCharactersThanLettersAndNumbers() {
        Pattern others = Pattern.compile("[^\\p{L}\\p{N}]+");
        for (int c = 1; c < 0x3000; c++) {
            String text = "a" + Character.toString(c) + "b";
            List<String> expected = Stream.of(others.split(SearchTerms.folded(text), -1))
                    .filter(word -> !word.isEmpty())
                    .distinct()
                    .toList();
            assertThat(SearchTerms.of(ContactDetails.NOBODY.withName(text, "")))
                    .as(Integer.toHexString(c))
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void addressPhoneAndKeyAreTermsThatPhoneReversed() {
        ContactDetails person = ContactDetails.NOBODY
                .withPhone("+1 217-555-0101")
                .withExternalId("A-7")
                .plusAddress("ann@example.org");
        assertThat(SearchTerms.of(person)).containsExactly("ann@example.org", "#10105557121", "a-7");
    }
}
