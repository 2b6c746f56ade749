package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergeTemplateTest {
    private static final Person ANN = new Person(
            new TokenSubject(1, 1, 1),
            "ann@example.org",
            "Ann",
            " ",
            Map.of("Class Name", "Tumbling & Co", "Größe", "M"));

    @ParameterizedTest
    @CsvSource(
            delimiterString = " -> ",
            value = {
                "Hi {{first_name|there}} -> Hi Ann",
                "Hi {{ first_name }}! -> Hi Ann!",
                "Hi {{First Name}} -> Hi Ann",
                "Hi {{\u00a0FIRST_NAME\u00a0}} -> Hi Ann",
                "{{last_name|dear friend}} -> dear friend",
                "{{ last_name | Freund*in, 你好 😀 }} -> Freund*in, 你好 😀",
                "{{email}} -> ann@example.org",
                "{{class_name}} -> Tumbling & Co",
                "{{CLASS NAME}} -> Tumbling & Co",
                "{{größe}} -> M",
                "[{{nothing}}] -> []",
                "{{first_name}}{{first_name}} -> AnnAnn",
                "{{ -> {{",
                "{{}} -> {{}}",
                "{{ }} -> {{ }}",
                "{{|x}} -> {{|x}}",
                "{{first_name} -> {{first_name}",
                "{first_name} -> {first_name}",
                "{{#if x}} -> {{#if x}}",
                "{{{first_name}}} -> {Ann}",
                "{{1st}} -> {{1st}}",
                "a $1 \\ {{first_name}} -> a $1 \\ Ann"
            })
    void fieldsAreFilledAndTheRestStaysAsTyped(String template, String expected) {
        assertThat(new MergeTemplate(template).render(ANN)).isEqualTo(expected);
    }

    @Test
    void blankFieldsAreThoseWithoutValueAndWithoutFallback() {
        MergeTemplate template =
                new MergeTemplate("{{first_name}} {{last_name}} {{last_name|x}} {{city}} {{unsubscribe_url}}");
        assertThat(template.fieldsWithoutFallback()).containsExactly("first_name", "last_name", "city");
        assertThat(template.blankFields(ANN)).containsExactly("last_name", "city");
        assertThat(template.leavesBlank(ANN)).isTrue();
        assertThat(new MergeTemplate("{{last_name|x}}").leavesBlank(ANN)).isFalse();
    }
}
