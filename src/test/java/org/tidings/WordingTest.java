package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Texts for staff and recipients follow the rules for language, as far as a pattern can tell. */
class WordingTest {

    /** Text between tags of a template. */
    private static final Pattern TEMPLATE_TEXT = Pattern.compile("(?s)>([^<>]+)<");

    /** String literals with a space, which are sentences rather than names. */
    private static final Pattern SENTENCE = Pattern.compile("\"([A-Z][^\"\\n]* [^\"\\n]*)\"");

    private static final Pattern UNNATURAL = Pattern.compile(
            "(?i)\\bplease\\b|do not belong together|from where it is now"
                    + "|nothing to mend|look at this|nobody fits|together =|not one of ours|behind the end|is no merge field"
                    + "|comes? out empty|says? nothing about|refuses us|\\bset-up key|log-in is|mend\\b|twice in the list");

    /** Names of settings are for operators: in the log and the documentation. */
    private static final Pattern CONFIGURATION_KEY = Pattern.compile("\\b(quarkus|tidings)\\.[a-z]+[.\\-]");

    @Test
    void pagesUseNaturalEnglishAndNoConfigurationKeys() throws IOException {
        List<String> texts = texts("src/main/resources/templates", ".html", TEMPLATE_TEXT);
        assertThat(texts).hasSizeGreaterThan(300);
        assertThat(texts).noneMatch(text -> UNNATURAL.matcher(text).find());
        assertThat(texts).noneMatch(text -> CONFIGURATION_KEY.matcher(text).find());
    }

    @Test
    void messagesUseNaturalEnglish() throws IOException {
        List<String> texts = texts("src/main/java", ".java", SENTENCE);
        assertThat(texts).hasSizeGreaterThan(300);
        assertThat(texts).noneMatch(text -> UNNATURAL.matcher(text).find());
    }

    private static List<String> texts(String folder, String ending, Pattern pattern) throws IOException {
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            for (Path file : files.filter(path -> path.toString().endsWith(ending))
                    .filter(path -> !path.toString().contains("/diagnosis/")) // replies of mail servers
                    .toList()) {
                Matcher found = pattern.matcher(Files.readString(file));
                while (found.find()) {
                    texts.add(file + ": " + found.group(1));
                }
            }
        }
        return texts;
    }
}
