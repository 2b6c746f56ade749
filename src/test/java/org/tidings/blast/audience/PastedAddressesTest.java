package org.tidings.blast.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.blast.Audience;

class PastedAddressesTest {

    /** Each person is written as {@code address/first/last}; a malformed one ends in {@code !}. Tabs are written as \t. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "ann@x.org # ann@x.org//",
                "ANN@X.Org # ann@x.org//",
                "Ann Lee <ann@x.org> # ann@x.org/Ann/Lee",
                "Ann <ann@x.org> # ann@x.org/Ann/",
                "Anna van der Berg <a@x.org> # a@x.org/Anna/van der Berg",
                "\"Lee, Ann\" <a@x.org> # a@x.org/Ann/Lee",
                "\"Ann Lee\" <a@x.org> # a@x.org/Ann/Lee",
                "'Ann Lee' <a@x.org> # a@x.org/Ann/Lee",
                "Lee, Ann <a@x.org> # a@x.org/Ann/Lee",
                "Lee, Ann <a@x.org>; Ray, Bob <b@x.org> # a@x.org/Ann/Lee b@x.org/Bob/Ray",
                "Ann Lee <a@x.org>, Bob Ray <b@x.org> # a@x.org/Ann/Lee b@x.org/Bob/Ray",
                "Ann <a@x.org> Bob <b@x.org> # a@x.org/Ann/ b@x.org/Bob/",
                "a@x.org, b@x.org;c@x.org\\td@x.org # a@x.org// b@x.org// c@x.org// d@x.org//",
                "a@x.org b@x.org # a@x.org// b@x.org//",
                "Ann Lee a@x.org # a@x.org/Ann/Lee",
                "a@x.org Ann Lee # a@x.org/Ann/Lee",
                "Ann Lee (a@x.org) # a@x.org/Ann/Lee",
                "Ann Lee [mailto:a@x.org] # a@x.org/Ann/Lee",
                "a@x.org<mailto:a@x.org> # a@x.org//",
                "'a@x.org' <a@x.org> # a@x.org//",
                "\"a@x.org\" <a@x.org> # a@x.org//",
                "mailto:a@x.org # a@x.org//",
                "MAILTO:a@x.org?subject=Hello # a@x.org//",
                "<a@x.org> # a@x.org//",
                "<mailto:a@x.org>, # a@x.org//",
                "< a@x.org > # a@x.org//",
                "a@x.org. # a@x.org//",
                "(a@x.org) # a@x.org//",
                "\"a@x.org\" # a@x.org//",
                "a@x.org,,; # a@x.org//",
                "• a@x.org # a@x.org//",
                "- Ann Lee <a@x.org> # a@x.org/Ann/Lee",
                "12. a@x.org # a@x.org//",
                "3) Ann a@x.org # a@x.org/Ann/",
                "To: Ann <a@x.org>, b@x.org # a@x.org/Ann/ b@x.org//",
                "E-mail: a@x.org # a@x.org//",
                "Ann\\tLee\\ta@x.org # a@x.org/Ann/Lee",
                "a@x.org\\tAnn\\tLee # a@x.org/Ann/Lee",
                "Ann\\ta@x.org\\tLee # a@x.org/Ann/Lee",
                "Ann\\tLee\\t7\\ta@x.org\\t+47 555 01 234 # a@x.org/Ann/Lee",
                "Ann Lee\\ta@x.org # a@x.org/Ann/Lee",
                "Ann,Lee,a@x.org # a@x.org/Ann/Lee",
                "Ann;Lee;a@x.org # a@x.org/Ann/Lee",
                "a@x.org,Ann,Lee # a@x.org/Ann/Lee",
                "\"Ann\",\"Lee\",\"a@x.org\" # a@x.org/Ann/Lee",
                "Zoë O'Neil-Ångström <z@x.org> # z@x.org/Zoë/O'Neil-Ångström",
                "أمل <amal@x.org> # amal@x.org/أمل/",
                "ann@blåbær.example # ann@xn--blbr-roah.example//",
                "not an address # not an address//!",
                "ann@@x.org # ann@@x.org//!",
                "ann@x # ann@x//!",
                "@x.org # @x.org//!",
                "Ann <> # Ann <>/Ann/!",
                "ann.x.org, b@x.org # ann.x.org//! b@x.org//",
                "a@x.org, bob # a@x.org/bob/",
                "a@x.org, b@x.org, bob # a@x.org// b@x.org// bob//!",
                "Ann Lee <a@x.org>, bob # a@x.org/Ann/Lee bob//!",
                "\"Ann Lee <a@x.org> # a@x.org/Ann/Lee",
                "\"Smith, John (Dad)\" <j@x.org> # j@x.org/John (Dad)/Smith",
                "Lee (Mum) <lee@x.org> # lee@x.org/Lee/(Mum)",
                "Ann \"Nan\" Lee <ann@x.org> # ann@x.org/Ann/\"Nan\" Lee",
                "John Lee, Jr <j@x.org> # j@x.org/John/Lee, Jr",
                "ann lee ann@x.org # ann@x.org/ann/lee"
            })
    void parsesOneLine(String line, String expected) {
        assertThat(PastedAddresses.parse(line.replace("\\t", "\t")).stream()
                        .map(PastedAddressesTest::written)
                        .toList())
                .isEqualTo(people(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "peter pan@x.test, peter.pan@x.test",
        "Peter pan@x.test, peter.pan@x.test",
        "'ann@x.org, peter pan@x.test', peter.pan@x.test",
        "ann@x.co .uk, ann@x.co.uk",
    })
    void addressWithASpaceIsAskedAboutAndNotMailed(String line, String meant) {
        List<Audience.Entry> people = PastedAddresses.parse(line);
        assertThat(people)
                .filteredOn(person -> person.problem() == null)
                .extracting(Audience.Entry::email)
                .allMatch("ann@x.org"::equals);
        assertThat(people)
                .extracting(Audience.Entry::problem)
                .contains("Did you mean " + meant + "? Check the address");
    }

    @Test
    void countsLinesAndIgnoresBlankOnes() {
        List<Audience.Entry> people = PastedAddresses.parse("ann@x.org\r\n\r\n  \nnope\rbob@x.org\u2028eve@x.org\n");
        assertThat(people).extracting(Audience.Entry::line).containsExactly(1, 4, 5, 6);
        assertThat(people)
                .extracting(Audience.Entry::problem)
                .containsExactly(null, "Not an email address", null, null);
    }

    @Test
    void removesInvisibleCharacters() {
        assertThat(PastedAddresses.parse("\ufeffAnn\u00a0Lee\u2003<\u200bann@x.org\u200b>\u00a0"))
                .containsExactly(new Audience.Entry(1, "ann@x.org", "Ann", "Lee", java.util.Map.of(), null));
    }

    @Test
    void usesTheHeaderRowOfASpreadsheet() {
        List<Audience.Entry> people = PastedAddresses.parse(
                "Last name\tFirst name\tClass\tE-mail\nLee\tAnn\tTumbling\tann@x.org\nRay\tBob\t\tnope");
        assertThat(people)
                .extracting(PastedAddressesTest::written)
                .containsExactly("ann@x.org/Ann/Lee", "nope/Bob/Ray!");
        assertThat(people.get(0).fields()).containsExactly(java.util.Map.entry("class", "Tumbling"));
        assertThat(people).extracting(Audience.Entry::line).containsExactly(2, 3);
    }

    @Test
    void emptyTextContainsNoOne() {
        assertThat(PastedAddresses.parse("")).isEmpty();
        assertThat(PastedAddresses.parse(" ,;\n\t\n\u200b")).isEmpty();
    }

    @Test
    void longTextIsParsedInLinearTime() {
        String text = "Ann Lee <ann%d@x.org>;\n".repeat(50_000);
        assertThat(PastedAddresses.parse(text)).hasSize(50_000);
        assertThat(PastedAddresses.parse("\"<".repeat(20_000) + "a".repeat(20_000) + " ".repeat(20_000)))
                .isNotEmpty();
    }

    /** Each took many seconds, or overflowed the stack, when its length was squared by a search that started at every character. */
    @Test
    void hostileLinesAreReadInNoTime() {
        for (String line : List.of(
                "a".repeat(40_000) + "@>",
                "(" + "a@".repeat(20_000),
                "- ".repeat(50_000),
                "• ".repeat(50_000) + "ann@x.org",
                "A. ".repeat(20_000) + "<ann@x.org>",
                "[ mailto:" + "a".repeat(40_000))) {
            assertTimeoutPreemptively(Duration.ofSeconds(2), () -> PastedAddresses.parse(line));
        }
    }

    private static String written(Audience.Entry entry) {
        return entry.email() + "/" + orEmpty(entry.firstName()) + "/" + orEmpty(entry.lastName())
                + (entry.problem() == null ? "" : "!");
    }

    /** People are separated by a space after a slash or an exclamation mark; names can contain spaces. */
    private static List<String> people(String expected) {
        return List.of(expected.split("(?<=[^ ]) (?=[^ ]*@|bob//)", -1));
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
