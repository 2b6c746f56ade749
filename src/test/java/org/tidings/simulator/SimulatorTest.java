package org.tidings.simulator;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.Mailer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.PlatformConfig;
import org.tidings.report.SampleBlasts;

/** Tests the simulator in the running application with the Quarkus mailer and the simulator page. */
@QuarkusTest
class SimulatorTest {
    @Inject
    Mailer mailer;

    @Inject
    Simulator simulator;

    @Inject
    PlatformConfig platform;

    @Inject
    TestAccounts accounts;

    @Inject
    SampleBlasts samples;

    @Inject
    Tokens tokens;

    private TestAccounts.Person owner;
    private String session;
    private String sender;
    private final String name = UUID.randomUUID().toString();

    @BeforeEach
    void logIn() {
        owner = accounts.owner();
        session = owner.session();
        Blast blast = samples.blast(owner.accountId(), owner.staffId(), "Recital", BlastState.COMPLETED);
        sender = "b+" + tokens.sign(TokenPurpose.RETURN_PATH, new TokenSubject(blast.key(), 1, 1)) + "@studio.example";
    }

    @Test
    void mailerSendsToTheSimulatorWithoutARelay() {
        Arrival arrival = send(name + "@anything.test");
        assertThat(arrival.sender()).isEqualTo(sender);
        assertThat(arrival.message().subject()).isEqualTo("Spring recital");
    }

    @Test
    void recipientsReactOverHttp() {
        Arrival arrival = send(name + "+open@anything.test");
        await().untilAsserted(() ->
                assertThat(notes(arrival)).hasSize(2).last().asString().startsWith("loaded the tracking pixel"));
    }

    @Test
    void pageShowsAndSearchesInboxes() {
        send(name + "@anything.test");
        staff().get("/simulator?q=" + name)
                .then()
                .statusCode(200)
                .body(containsString(name + "<wbr>@anything<wbr>.test"), containsString("Spring recital"));
        staff().get("/simulator?q=nobody-" + name)
                .then()
                .statusCode(200)
                .body(not(containsString(name + "<wbr>@anything")));
    }

    @Test
    void messageIsShownInASandboxWithoutRemoteContent() {
        String page = "/simulator/messages/" + send(name + "@anything.test").id();
        staff().get(page).then().statusCode(200).body(containsString("Click this link"), containsString("<iframe"));
        staff().get(page + "/content")
                .then()
                .statusCode(200)
                .header("Content-Security-Policy", startsWith("sandbox; default-src 'none'"))
                .body(containsString("details"));
        staff().get(page + "/source")
                .then()
                .statusCode(200)
                .contentType(startsWith("text/plain"))
                .body(containsString("Subject: Spring recital"));
    }

    @Test
    void messageCanBeOpenedClickedAndUnsubscribedByHand() {
        Arrival arrival = send(name + "@anything.test");
        String page = "/simulator/messages/" + arrival.id();
        staff().post(page + "/open").then().statusCode(303);
        staff().formParam("link", 0).post(page + "/click").then().statusCode(303);
        staff().post(page + "/unsubscribe").then().statusCode(303);
        staff().formParam("link", 7).post(page + "/click").then().statusCode(404);

        assertThat(notes(arrival)).hasSize(4);
        assertThat(notes(arrival).get(1)).startsWith("loaded the tracking pixel");
        assertThat(notes(arrival).get(2)).startsWith("followed " + platform.baseUrl() + "/c/token");
        assertThat(notes(arrival).get(3)).startsWith("unsubscribed with one click");
    }

    @Test
    void messageIsNotFoundByThoseWhoMayNotSeeItsBlast() {
        String id = send(name + "@anything.test").id();
        for (TestAccounts.Person other : List.of(accounts.staff(owner.accountId()), accounts.owner())) {
            for (String page : List.of("", "/content", "/source")) {
                other.browser().get("/simulator/messages/" + id + page).then().statusCode(404);
            }
            for (String action : List.of("open", "unsubscribe", "spam", "bounce")) {
                other.browser()
                        .post("/simulator/messages/" + id + "/" + action)
                        .then()
                        .statusCode(404);
            }
            other.browser()
                    .get("/simulator?q=" + name)
                    .then()
                    .statusCode(200)
                    .body(not(containsString(name + "<wbr>@anything")));
        }
    }

    @Test
    void unknownMessageIsNotFound() {
        staff().get("/simulator/messages/01JDUNKNOWN").then().statusCode(404);
    }

    @Test
    void requiresALogin() {
        given().redirects()
                .follow(false)
                .get("/simulator")
                .then()
                .statusCode(303)
                .header("Location", containsString("/login"));
    }

    private Arrival send(String address) {
        Mail mail = Mail.withHtml(
                        address,
                        "Spring recital",
                        "<a href='%1$s/c/token'>details</a><img src='%1$s/o/token.gif'>".formatted(platform.baseUrl()))
                .setFrom("office@studio.example")
                .setBounceAddress(sender)
                .addHeader("List-Unsubscribe", "<" + platform.baseUrl() + "/u/token>")
                .addHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        mailer.send(mail);
        return simulator.inboxes().of(address).get(0);
    }

    private RequestSpecification staff() {
        return given().cookie("tidings-session", session).redirects().follow(false);
    }

    private static List<String> notes(Arrival arrival) {
        return arrival.notes().stream().map(Arrival.Note::text).toList();
    }
}
