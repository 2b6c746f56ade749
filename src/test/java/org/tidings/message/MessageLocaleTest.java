package org.tidings.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A message has the same octets whatever the locale of the machine. */
class MessageLocaleTest {
    private static final String HTML =
            "<P TITLE=I STYLE='COLOR:RED;BEHAVIOR:url(x)'>Hi {{FIRST_NAME}}, {{Title|I}} <A HREF='HTTP://X.EXAMPLE/I'>IT</A></P>"
                    + "<style>.I{WIDTH:EXPRESSION(1)}</style><ol><li>x</ol><!--[IF MSO]><TABLE><TR><TD WIDTH=1>I</TD></TR></TABLE><![ENDIF]-->";

    private final Locale locale = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(locale);
    }

    @ParameterizedTest
    @ValueSource(strings = {"th-TH", "th-TH-u-ca-buddhist-nu-thai", "ar-EG-u-nu-arab", "tr-TR", "az-AZ"})
    void messageIsTheSameUnderEveryLocale(String tag) {
        Locale.setDefault(Locale.ROOT);
        String expected = written();
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(written()).isEqualTo(expected).contains("Date: Fri, 6 Nov 2026 07:08:09 +0000");
    }

    private static String written() {
        SafeHtml.Cleaned cleaned = SafeHtml.cleaned(HTML);
        MessageContent content = new MessageContent(
                "01BLAST",
                "TITLE for {{first_name}}: İstanbul",
                null,
                "Riverside Gym",
                "OFFICE@river.example",
                null,
                cleaned.html(),
                null,
                true,
                "Riverside Gym",
                "acc1.lists.river.example",
                "1 Mill Lane",
                List.of(new Attachment("Plan für I.PDF", "APPLICATION/PDF", new byte[] {1}, null)),
                true,
                true);
        Clock clock = Clock.fixed(Instant.parse("2026-11-06T07:08:09Z"), ZoneOffset.UTC);
        MessageSettings settings = new MessageSettings("https://mail.example", "bounce.example", Optional.empty());
        PreparedMessage prepared =
                PreparedMessage.prepare(content, settings, new Tokens(List.of("secret".getBytes(UTF_8))), clock);
        Person person =
                new Person(new TokenSubject(7, 8, 1_234_567), "ANN@EXAMPLE.ORG", "İnci", "Lee", Map.of("title", "I"));
        return cleaned.removed()
                + MessageChecks.inspect(content, Set.of("TITLE")).toString()
                + WrittenMessage.of(prepared.render(person)).wire();
    }
}
