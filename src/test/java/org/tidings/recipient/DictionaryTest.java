package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.TwoNodes.both;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tidings.platform.database.Transactions;

/** Numbers for texts that many rows share. */
@QuarkusTest
class DictionaryTest {

    @Inject
    Dictionary dictionary;

    @Inject
    Transactions transactions;

    @Test
    void textGetsOneNumberThatGivesItBack() {
        String text = text();

        int id = dictionary.id(text);

        assertThat(id).isPositive();
        assertThat(dictionary.id(text)).isEqualTo(id);
        assertThat(dictionary.text(id)).isEqualTo(text);
    }

    @Test
    void anotherNodeFindsTheSameNumber() {
        String text = text();
        int id = dictionary.id(text);
        Dictionary other = new Dictionary(transactions);

        assertThat(other.text(id)).isEqualTo(text);
        assertThat(other.known(text)).isEqualTo(id);
        assertThat(other.id(text)).isEqualTo(id);
    }

    @Test
    void nodesThatMeetATextAtOnceGiveItOneNumber() throws Exception {
        List<String> texts = IntStream.range(0, 50).mapToObj(i -> text()).toList();

        List<Map<String, Integer>> both = both(() -> new Dictionary(transactions).ids(texts));

        assertThat(both.get(0)).isEqualTo(both.get(1)).hasSize(50);
        assertThat(both.get(0).values()).doesNotHaveDuplicates();
    }

    @Test
    void emptyTextIsZero() {
        assertThat(dictionary.id("")).isZero();
        assertThat(dictionary.text(0)).isEmpty();
    }

    @Test
    void unknownTextsAndNumbersAreNoError() {
        assertThat(dictionary.known(text())).isEqualTo(-1);
        assertThat(dictionary.known(null)).isEqualTo(-1);
        assertThat(dictionary.text(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void textsThatDifferInCaseOrAccentAreDifferent() {
        String text = text();

        assertThat(dictionary
                        .ids(List.of(text + "e", text + "E", text + "\u00e9", text + "e "))
                        .values())
                .hasSize(4)
                .doesNotHaveDuplicates();
    }

    @Test
    void longTextIsCutBetweenCharacters() {
        String start = text();
        String cut = start + "x".repeat(Dictionary.LONGEST - 1 - start.length());
        String text = cut + "\ud83c\udf89 and more";

        int id = dictionary.id(text);

        assertThat(dictionary.text(id)).isEqualTo(cut);
        assertThat(dictionary.id(cut)).isEqualTo(id);
    }

    @Test
    void numberIsCommittedWhateverBecomesOfTheTransaction() {
        String text = text();
        QuarkusTransaction.begin();
        int id = dictionary.id(text);
        QuarkusTransaction.rollback();

        assertThat(new Dictionary(transactions).known(text)).isEqualTo(id);
    }

    private static String text() {
        return "text " + UlidCreator.getMonotonicUlid();
    }
}
