package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.EndToEnd.awaitBlast;
import static org.tidings.EndToEnd.awaitState;
import static org.tidings.EndToEnd.blast;
import static org.tidings.EndToEnd.person;
import static org.tidings.EndToEnd.rows;
import static org.tidings.EndToEnd.send;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.ScriptedRelay.Fault;

/** Where the relay offers encryption nothing leaves without it, and the task says what is wrong. */
@QuarkusTest
@TestProfile(EndToEnd.ForeignRelay.class)
class RelayTlsTest {

    @ConfigProperty(name = "test.certificate")
    String certificate;

    @Inject
    TestAccounts accounts;

    private ScriptedRelay relay;
    private TestAccounts.Person owner;

    @BeforeEach
    void start() {
        relay = new ScriptedRelay(EndToEnd.SMTP_PORT);
        relay.offersTls(TestCertificate.in(certificate).server());
        owner = accounts.owner();
    }

    @AfterEach
    void stop() {
        relay.close();
    }

    @Test
    void relayThatBreaksTheHandshakeIsTrouble() {
        relay.has(Fault.BREAKS_TLS);
        waitsAndGoesOn("The encrypted connection to the mail server failed");
    }

    @Test
    void certificateThatIsNotTrustedIsTrouble() {
        relay.offersTls(TestCertificate.make().server());
        waitsAndGoesOn("The encrypted connection to the mail server failed");
    }

    @Test
    void connectionTestShowsTheEncryption() {
        Document page = testConnection();
        assertThat(page.select(".alert-success").text())
                .startsWith("The mail server is ready. The connection is encrypted");
        assertThat(page.select(".conversation li").eachText()).contains("Tidings STARTTLS", "Tidings QUIT");
    }

    @Test
    void connectionTestTellsThatTheCertificateIsNotTrusted() {
        relay.offersTls(TestCertificate.make().server());
        assertThat(testConnection().select(".alert-warning").text())
                .startsWith("The encrypted connection to the mail server failed")
                .contains("Check that the configured host is the name on the server's certificate");
    }

    private Document testConnection() {
        return Jsoup.parse(owner.browser()
                .formParam("relay", "default")
                .post("/settings/mail/test")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }

    private void waitsAndGoesOn(String sentence) {
        String id = send(
                owner,
                blast("Secret", "<p>Hi</p>", List.of(person("one@x.example", "A"), person("two@x.example", "B"))));
        Map<String, Object> waiting = awaitBlast(owner, id, blast -> blast.get("trouble") != null);
        assertThat((String) waiting.get("trouble")).startsWith(sentence);
        assertThat(relay.commands()).noneMatch(command -> command.startsWith("MAIL"));

        relay.has(Fault.NONE);
        relay.offersTls(TestCertificate.in(certificate).server());

        awaitState(owner, id, "COMPLETED");
        assertThat(rows(owner, id).values())
                .allSatisfy(row -> assertThat(row).containsEntry("attempts", 1).containsEntry("status", "DELIVERY"));
        assertThat(relay.taken()).hasSize(2);
    }
}
