package org.tidings.contact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CustomFieldTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMBER | 007      | 7",
                "NUMBER | 12.50    | 12.5",
                "NUMBER | -0       | 0",
                "NUMBER | 1000     | 1000",
                "DATE   | 2 May 2026 | 2026-05-02",
                "DATE   | 2026-05-02 | 2026-05-02",
                "YES_NO | TRUE     | yes",
                "YES_NO | N        | no",
                "CHOICE | small    | Small",
                "TEXT   | ' any '  | any"
            })
    void valuesAreStoredInOneForm(FieldType type, String typed, String stored) {
        assertThat(field(type).read(typed, true)).contains(stored);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMBER | 1,234",
                "NUMBER | 1e9",
                "NUMBER | ten",
                "DATE   | 31.02.2026",
                "DATE   | soon",
                "YES_NO | maybe",
                "CHOICE | Medium"
            })
    void valuesOfAnotherTypeAreRefused(FieldType type, String typed) {
        assertThat(field(type).read(typed, true)).isEmpty();
    }

    @Test
    void orderOfDayAndMonthIsTheAccounts() {
        assertThat(field(FieldType.DATE).read("2/5/2026", true)).contains("2026-05-02");
        assertThat(field(FieldType.DATE).read("2/5/2026", false)).contains("2026-02-05");
    }

    @Test
    void nameIsFoundInAnyCaseAndUndefinedFieldsAreTexts() {
        FieldDefinitions definitions = new FieldDefinitions(List.of(field(FieldType.NUMBER)));
        assertThat(definitions.get(" SHIRT ").name()).isEqualTo("Shirt");
        assertThat(definitions.get("Shoe").type()).isEqualTo(FieldType.TEXT);
        assertThat(definitions.isDefined("shoe")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "NUMBER | 1234567.25 | 1,234,567.25",
                "NUMBER | -123       | -123",
                "DATE   | 2026-05-02 | 2 May 2026",
                "YES_NO | yes        | Yes",
                "DATE   | soon       | soon"
            })
    void valuesAreShownForStaff(FieldType type, String stored, String shown) {
        assertThat(field(type).shown(stored)).isEqualTo(shown);
    }

    private static CustomField field(FieldType type) {
        return new CustomField("Shirt", type, type == FieldType.CHOICE ? List.of("Small", "Large") : List.of());
    }
}
