package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tidings.EndToEnd;
import org.tidings.ScriptedRelay;
import org.tidings.ScriptedRelay.Fault;
import org.tidings.TestAccounts;
import org.tidings.platform.dns.DnsAnswer;
import org.tidings.platform.dns.NoDns;

@QuarkusTest
@TestProfile(EndToEnd.ForeignRelay.class)
class MailSettingsTest {

    @Inject
    TestAccounts accounts;

    @Inject
    NoDns dns;

    @ConfigProperty(name = "quarkus.mailer.port")
    int port;

    private ScriptedRelay relay;

    @BeforeEach
    void start() {
        relay = new ScriptedRelay(port);
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void ownerSeesWhereMailGoesAndNeverThePassword() {
        accounts.owner()
                .browser()
                .get("/settings/mail")
                .then()
                .statusCode(200)
                .body(
                        containsString("127.0.0.1, port " + port),
                        containsString("STARTTLS if the server supports it"),
                        containsString("as studio"),
                        not(containsString("sesame")));
    }

    @Test
    void senderDomainIsCheckedWhenAskedAndWarnsBeforeSending() {
        TestAccounts.Person dana = accounts.owner();
        for (String missing : List.of("bounces.studio.example", "_dmarc.studio.example", "_dmarc.example")) {
            dns.answer(missing, DnsAnswer.NO_SUCH_NAME);
        }

        Document page = Jsoup.parse(dana.browser()
                .post("/settings/mail/domain")
                .then()
                .statusCode(200)
                .extract()
                .asString());

        assertThat(page.select("#sender-domain").text())
                .contains("bounces.studio.example has no SPF record.", "studio.example has no DMARC record")
                .contains("v=DMARC1; p=none; rua=mailto:postmaster@studio.example")
                .contains("Gmail May refuse your mail or treat it as spam: SPF, DMARC.")
                .contains("Check again");
        String review = dana.browser()
                .multiPart("subject", "News")
                .multiPart("html", "<p>Hello</p>")
                .post("/blasts/new")
                .getHeader("Location")
                .replace("/edit", "/review");
        assertThat(dana.browser().get(review).asString())
                .contains("Gmail, Yahoo, Microsoft, Apple may refuse this message");
    }

    @Test
    void staffAreKindlyRefused() {
        TestAccounts.Person sam = accounts.staff(accounts.owner().accountId());
        sam.browser().get("/settings/mail").then().statusCode(403);
        sam.browser()
                .formParam("relay", "default")
                .post("/settings/mail/test")
                .then()
                .statusCode(403);
        assertThat(relay.connections()).isZero();
    }

    @Test
    void testShowsTheWholeConversationWithoutSecretsAndSendsNothing() {
        Document page = test("default");
        assertThat(page.select(".alert-success").text())
                .startsWith("The mail server is ready. The connection is not encrypted, the login was accepted")
                .contains("b+test@bounces.studio.example");
        List<String> lines = page.select(".conversation li").eachText();
        assertThat(lines)
                .contains(
                        "Mail server 220 scripted.example ESMTP",
                        "Tidings AUTH PLAIN (not shown)",
                        "Mail server 235 2.7.0 Welcome",
                        "Tidings MAIL FROM:<b+test@bounces.studio.example>",
                        "Tidings RSET",
                        "Tidings QUIT",
                        "Mail server 221 bye");
        assertThat(relay.commands()).noneMatch(command -> command.startsWith("RCPT") || command.startsWith("DATA"));
        String secret = Base64.getEncoder().encodeToString("\0studio\0open-sesame".getBytes(StandardCharsets.US_ASCII));
        assertThat(relay.commands()).contains("AUTH PLAIN " + secret);
        assertThat(page.html()).doesNotContain(secret, "sesame");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ENDS_BEFORE_GREETING | The mail server is not answering. The server accepts connections but sends no SMTP greeting.",
                "SAYS_421_AT_GREETING | The mail server rejected the connection: 421 4.3.2 Too many connections",
                "REFUSES_LOGIN        | 535 5.7.8 Authentication credentials invalid. Check the username",
                "SAYS_454_AT_SENDER   | The server does not accept mail from b+test@bounces.studio.example"
            })
    void failureIsSaidInPlainWordsWithWhatToDo(Fault fault, String words) {
        relay.has(fault);
        Document page = test("default");
        assertThat(page.select(".alert-warning").text()).contains(words);
        assertThat(page.select(".conversation li")).isNotEmpty();
        assertThat(page.html()).doesNotContain("sesame");
    }

    @Test
    void nobodyThereIsSaidToo() {
        relay.close();
        assertThat(test("default").select(".alert-warning").text())
                .startsWith("The mail server is not answering. Nothing accepts connections at this address.");
    }

    @Test
    void onlyRelaysOfOursAreTested() {
        accounts.owner()
                .browser()
                .formParam("relay", "elsewhere.example")
                .post("/settings/mail/test")
                .then()
                .statusCode(404);
    }

    private Document test(String name) {
        return Jsoup.parse(accounts.owner()
                .browser()
                .formParam("relay", name)
                .post("/settings/mail/test")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
