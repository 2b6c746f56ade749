package org.tidings.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxCellTest {

    /** Addresses, then each problem after an exclamation mark. A line break is written as \n. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "a@x.org # a@x.org",
                "A@X.org;a@x.org # a@x.org",
                "mom@x.org;dad@x.org # mom@x.org dad@x.org",
                "mom@x.org, dad@x.org # mom@x.org dad@x.org",
                "mom@x.org\\ndad@x.org # mom@x.org dad@x.org",
                "mom@x.org dad@x.org # mom@x.org dad@x.org",
                "mom@x.org / dad@x.org # mom@x.org dad@x.org",
                "mom@x.org and dad@x.org # mom@x.org dad@x.org",
                "Ann Lee <a@x.org> # a@x.org",
                "\"Lee, Ann\" <a@x.org>; b@x.org # a@x.org b@x.org",
                "Ann Lee a@x.org # a@x.org",
                "ann lee ann@x.org # ann@x.org",
                "Mailto:John.Smith@Example.org # john.smith@example.org",
                "mailto:a@x.org?subject=Hi # a@x.org",
                "<a@x.org>, # a@x.org",
                "zoe@fußball.example # zoe@xn--fuball-cta.example",
                "dan(at)x.org # !dan(at)x.org",
                "a@x.org; nobody # a@x.org !nobody",
                "peter pan@x.org # !peter pan@x.org",
                "ann@x.co .uk # !ann@x.co .uk",
                "n/a # ``",
                "- # ``",
            })
    void splitsACell(String cell, String expected) {
        MailboxCell read = MailboxCell.of(cell.replace("\\n", "\n"));
        StringBuilder written = new StringBuilder(String.join(" ", read.addresses()));
        read.problems().forEach(problem -> written.append(" !").append(problem.typed()));
        assertThat(written.toString().strip()).isEqualTo(expected);
    }

    @Test
    void invisibleCharactersAreRemoved() {
        assertThat(MailboxCell.of("\u200ba@x.org\u00a0\ufeff; b\u200b@x.org").addresses())
                .containsExactly("a@x.org", "b@x.org");
    }

    @Test
    void spaceInsideAnAddressIsAskedAbout() {
        assertThat(MailboxCell.of("peter pan@x.org").problems())
                .extracting(MailboxCell.Problem::sentence)
                .containsExactly("Did you mean peter.pan@x.org? Check the address");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a ", "a@", "\"", "<", ">", "<a@x.org>", ";", "mailto:", "a@x.org ", "\u200b", "ann "})
    void hostileCellIsReadInAMoment(String repeated) {
        assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> List.of(
                        MailboxCell.of(repeated.repeat(1_000_000)),
                        MailboxCell.of(repeated.repeat(5_000 / repeated.length()))));
    }
}
