package org.tidings.diagnosis.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tidings.diagnosis.Verdict;
import org.tidings.diagnosis.notice.Notice.Kind;

/**
 * How the families of mail servers word their notices, in letters of our own: {@code notices/families/SOFTWARE-NUMBER-MEANING.eml}. All are
 * about ann; <em>alive</em> is whatever must not give her address up.
 */
class NoticeFamiliesTest {

    private static final Set<Kind> NOBODY = Set.of(Kind.UNKNOWN, Kind.RECEIPT, Kind.UNSUBSCRIBED);
    private static final Set<Verdict> ALIVE = Set.of(Verdict.SOFT, Verdict.BLOCKED, Verdict.SUSPECTED, Verdict.UNKNOWN);

    static Stream<String> letters() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(NoticeFamiliesTest.class.getResource("/notices/families"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString().replace(".eml", "")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("letters")
    void isUnderstood(String letter) {
        Notice notice = NoticeParser.parse(NoticeParserTest.sample("families/" + letter));
        String meaning = letter.substring(letter.lastIndexOf('-') + 1);
        assertThat(notice.kind()).isEqualTo(kind(meaning));
        if (NOBODY.contains(notice.kind())) {
            return;
        }
        assertThat(notice.recipients()).hasSize(1);
        NoticeRecipient ann = notice.recipients().get(0);
        assertThat(ann.address().orElse("nobody")).startsWith("ann@");
        switch (meaning) {
            case "hard", "suspected", "soft", "blocked" ->
                assertThat(ann.diagnosis().verdict().name().toLowerCase(Locale.ROOT))
                        .isEqualTo(meaning);
            case "alive" -> assertThat(ALIVE).contains(ann.diagnosis().verdict());
            default -> {}
        }
    }

    private static Kind kind(String meaning) {
        return switch (meaning) {
            case "autoreply" -> Kind.AUTO_REPLY;
            case "complaint" -> Kind.COMPLAINT;
            case "delayed" -> Kind.DELAYED;
            case "delivered" -> Kind.DELIVERED;
            case "receipt" -> Kind.RECEIPT;
            case "unknown" -> Kind.UNKNOWN;
            case "unsubscribed" -> Kind.UNSUBSCRIBED;
            default -> Kind.BOUNCE;
        };
    }
}
