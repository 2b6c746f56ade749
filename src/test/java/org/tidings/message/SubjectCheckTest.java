package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tidings.message.ContentCheck.Kind;

class SubjectCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "Hi -> SUBJECT_LENGTH",
                "SPRING RECITAL ON SATURDAY -> SUBJECT_IN_CAPITALS",
                "ВЕСЕННИЙ КОНЦЕРТ -> SUBJECT_IN_CAPITALS",
                "Re: your invoice -> SUBJECT_LIKE_SPAM",
                "FWD: holiday hours -> SUBJECT_LIKE_SPAM",
                "Half price!!! -> SUBJECT_LIKE_SPAM",
                "Save $$ this week -> SUBJECT_LIKE_SPAM"
            })
    void eachFlawOfASubjectIsFound(String subject, Kind kind) {
        assertThat(SubjectCheck.of(subject)).extracting(ContentCheck::kind).containsExactly(kind);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "News",
                "Class cancelled today (Tuesday 4 pm)",
                "{{first_name|there}}, your place in the summer camp",
                "NYC STEM camp: register now!",
                "Register for spring 2027: early price until 15 December for returning families",
                "明日の水泳教室は中止です",
                "Is Mia coming on Saturday?",
                "Recital 🎻 – tickets & times",
                "Reminder: tuition for May is due",
                "$25 off for siblings"
            })
    void ordinarySubjectsPass(String subject) {
        assertThat(SubjectCheck.of(subject)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{first_name|everybody who has been with us for a long time and still comes every week}}"})
    void fieldsCountAsAName(String subject) {
        assertThat(SubjectCheck.of(subject)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {91, 200})
    void longSubjectsAreFound(int length) {
        assertThat(SubjectCheck.of("x".repeat(length)))
                .extracting(ContentCheck::kind)
                .containsExactly(Kind.SUBJECT_LENGTH);
    }
}
