package org.tidings.feedback.invalid;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class ReadableNoticeTest {

    @Test
    void showsTextAndReportButNotTheReturnedMessage() {
        assertThat(ReadableNotice.of("""
                Subject: Undelivered
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary=b

                --b
                Content-Type: text/plain

                Nobody of that name is here.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.x.example

                Final-Recipient: rfc822; ann@x.example
                Action: failed
                Status: 5.1.1
                --b
                Content-Type: message/rfc822

                Subject: Spring recital

                Hi Ann
                --b--
                """))
                .startsWith("Nobody of that name is here.")
                .contains("Status: 5.1.1")
                .doesNotContain("recital", "Hi Ann");
    }

    @Test
    void readsHtmlAndOtherCharsets() {
        assertThat(ReadableNotice.of("Content-Type: text/html\n\n<p>No&nbsp;such <b>person</b></p>"))
                .isEqualTo("No such person");
        String japanese = new String("宛先が見つかりません".getBytes(Charset.forName("ISO-2022-JP")), StandardCharsets.US_ASCII);
        assertThat(ReadableNotice.of("Content-Type: text/plain; charset=iso-2022-jp\n\n" + japanese))
                .isEqualTo("宛先が見つかりません");
        String german = Base64.getEncoder().encodeToString("Empfänger unbekannt".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(ReadableNotice.of(
                        "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: base64\n\n" + german))
                .isEqualTo("Empfänger unbekannt");
    }

    /** A notice with unencoded 8-bit text; it is stored as octets. */
    @Test
    void readsUnencodedEightBitText() {
        String latin = "Content-Type: text/plain; charset=iso-8859-1\n\nEmpfänger unbekannt";
        assertThat(ReadableNotice.of(latin)).isEqualTo("Empfänger unbekannt");
        assertThat(ReadableNotice.original(latin)).isEqualTo(latin);
        String russian = "Content-Type: text/plain; charset=koi8-r\n\nнет такого";
        assertThat(ReadableNotice.of(
                        new String(russian.getBytes(Charset.forName("KOI8-R")), StandardCharsets.ISO_8859_1)))
                .isEqualTo("нет такого");
        String unicode = new String(russian.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        assertThat(ReadableNotice.of(unicode)).isEqualTo("нет такого");
        assertThat(ReadableNotice.original(unicode)).isEqualTo(russian);
    }

    @Test
    void emptyForOtherContent() {
        assertThat(ReadableNotice.of("{\"notificationType\": \"Bounce\"}")).isEmpty();
        assertThat(ReadableNotice.of("")).isEmpty();
    }
}
