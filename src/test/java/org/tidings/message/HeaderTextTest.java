package org.tidings.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeUtility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Spring recital",
                "",
                "Hé là: ça va? 50% = \"gut\"",
                "🎉🎊 Party 👨‍👩‍👧‍👦 time 🤸",
                "مرحبا بالعالم، الحفل يوم السبت القادم في الساعة العاشرة صباحا في القاعة الكبيرة",
                "שלום",
                "春のリサイタルは今週の土曜日です。皆様のご来場を心よりお待ちしております。どうぞよろしくお願いいたします。",
                "A long ASCII subject that goes on and on, well past the seventy-eight characters that a line should have at most"
            })
    void subjectIsReadBackAsWritten(String subject) throws Exception {
        String value = HeaderText.unstructured("Subject", subject);
        assertThat(value).matches("[\\x20-\\x7e\\r\\n]*");
        for (String line : value.split("\r\n", -1)) {
            assertThat(line).hasSizeLessThanOrEqualTo(78).doesNotContain("\n").doesNotContain("\r");
        }
        for (String word : value.split("\\s+", -1)) {
            assertThat(word).hasSizeLessThanOrEqualTo(75);
        }
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(value))).isEqualTo(subject);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ann Lee",
                "Lee, Ann",
                "Ann \"The Ace\" Lee",
                "Back\\slash (comment) <x@y>",
                "Zoë Müller",
                "😀 Studio 😀",
                "نادي الجمباز",
                "A.N.N.",
                "Ann\u00a0Lee",
                "Stüdio, \"für\" <Tanz>"
            })
    void displayNameIsReadBackAsWritten(String name) throws Exception {
        String value = HeaderText.mailbox("From", name, "ann@example.org");
        assertThat(value).matches("[\\x20-\\x7e\\r\\n]*");
        InternetAddress[] read = InternetAddress.parseHeader(MimeUtility.unfold(value), true);
        assertThat(read).hasSize(1);
        assertThat(read[0].getAddress()).isEqualTo("ann@example.org");
        assertThat(read[0].getPersonal()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\r\nBcc: evil@example.org",
                "x\nBcc: evil@example.org",
                "x\rBcc: y",
                "x\u2028Bcc: y",
                "x\0\u0085y"
            })
    void nothingTypedStartsAHeaderOfItsOwn(String evil) {
        assertThat(HeaderText.unstructured("Subject", evil).replace("\r\n ", " "))
                .doesNotContainPattern("[\\r\\n\\x00]");
        assertThat(HeaderText.mailbox("To", evil, "a@example.org").replace("\r\n ", " "))
                .doesNotContainPattern("[\\r\\n\\x00]");
        assertThat(FileNameParameter.of("name", evil).replace("\r\n ", " ")).doesNotContainPattern("[\\r\\n\\x00]");
    }

    @Test
    void typedEncodedWordIsNotDecoded() throws Exception {
        String value = HeaderText.unstructured("Subject", "=?utf-8?q?free=20money?=");
        assertThat(MimeUtility.decodeText(value)).doesNotContain("free money");
    }

    @Test
    void addressWithoutNameStandsAlone() {
        assertThat(HeaderText.mailbox("To", " ", "a@example.org")).isEqualTo("a@example.org");
    }

    @Test
    void internationalDomainGoesOutInPunycode() {
        assertThat(HeaderText.address("ann@bücher.example")).isEqualTo("ann@xn--bcher-kva.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ann",
                "ann@",
                "@example.org",
                "a b@example.org",
                "ann@example.org\r\nRCPT TO:<x@y>",
                "ann@example.org>",
                "jürgen@example.org",
                "\"a b\"@example.org",
                "a(b)@example.org",
                "a@b@example.org"
            })
    void whatSmtpCannotSayIsRefused(String address) {
        assertThatThrownBy(() -> HeaderText.address(address)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void fileNameIsOneQuotableLine() {
        assertThat(FileNameParameter.of("name", "a\"b\\c/d.pdf")).isEqualTo(";\r\n name=\"a_b_c_d.pdf\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plan.pdf",
                "Übersicht für die große Vorführung im Frühjahr – Gruppe 😀.pdf",
                "=?utf-8?q?plan?=.pdf",
                "a long name in plain ASCII that does not fit into a line of seventy-six characters.pdf",
                "it's 100% (really).pdf"
            })
    void fileNameIsReadBackFromShortLinesWithoutEncodedWords(String name) throws Exception {
        String parameters = FileNameParameter.of("filename", name);
        assertThat(parameters.split("\r\n")).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(78));
        assertThat(parameters).matches("[\\x20-\\x7e\\r\\n]*").doesNotContain("=?");
        assertThat(new ContentDisposition("attachment" + parameters).getParameter("filename"))
                .isEqualTo(name);
    }
}
