package org.tidings.signup;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.anyOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.outbox.SimulatedInbox;
import org.tidings.platform.time.TestClock;

@QuarkusTest
class SignUpTest {

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople database;

    @Inject
    TestClock clock;

    @Inject
    Tokens tokens;

    @Inject
    SignUps signUps;

    private TestAccounts.Person owner;
    private JoinSite site;
    private String email;

    @BeforeEach
    void anOpenForm() {
        database.sql("delete from request_limit");
        owner = accounts.owner();
        site = new JoinSite(owner, "club-" + UlidCreator.getMonotonicUlid().toLowerCase(), clock);
        email = fresh();
        site.open();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void aConfirmedSignUpIsAPersonWithAConsentAndItsEvidence() {
        site.signUp(email, Map.of("firstName", "Zoë", "lastName", "Lee"))
                .statusCode(200)
                .body(containsString("Check your inbox"), containsString(email));
        assertThat(stored("address")).isEqualTo("0");

        String link = site.confirmation(email);
        given().get(link)
                .then()
                .statusCode(200)
                .body(containsString(email), containsString("Yes, send me &lt;news&gt;."));
        given().head(link).then().statusCode(200);
        assertThat(stored("address")).isEqualTo("0");

        given().post(link).then().statusCode(200).body(containsString("You are signed up"));

        owner.program()
                .get("/api/v1/contacts?email=" + email)
                .then()
                .body("items", hasSize(1))
                .body("items[0].firstName", equalTo("Zoë"))
                .body("items[0].lastName", equalTo("Lee"))
                .body("items[0].addresses[0].marketing", equalTo(true));
        consent()
                .body("items", hasSize(1))
                .body("items[0].granted", equalTo(true))
                .body("items[0].basis", equalTo("ASKED"))
                .body("items[0].source", equalTo("sign-up"))
                .body("items[0].how", equalTo("sign-up form"))
                .body("items[0].words", equalTo("Yes, send me <news>."));
    }

    @Test
    void confirmingAgainDoesNotUndoALaterUnsubscribe() {
        site.signUp(email);
        String link = site.confirmation(email);
        String preferences =
                given().post(link).then().extract().htmlPath().getString("**.find { it.name() == 'a' }.@href");
        given().formParam("choice", "stop")
                .post(preferences.replace("/p/", "/u/"))
                .then()
                .statusCode(200);

        given().post(link).then().statusCode(200).body(containsString("You get no emails at present"));

        assertThat(ofAddress("unsubscribed_at is not null")).isEqualTo("1");
    }

    @Test
    void somebodyWhoIsKnownKeepsTheirNameAndGetsMarketingAgain() {
        known(email);
        owner.program()
                .contentType("application/json")
                .body("{\"kind\": \"MARKETING\", \"granted\": false}")
                .put("/api/v1/addresses/" + email + "/consent");

        site.signUp(email.toUpperCase(Locale.ROOT), Map.of("firstName", "Mallory"));
        site.confirm(email);

        owner.program()
                .get("/api/v1/contacts?email=" + email)
                .then()
                .body("items", hasSize(1))
                .body("items[0].firstName", equalTo("Ann"))
                .body("items[0].addresses[0].marketing", equalTo(true));
    }

    @Test
    void aSecondSignUpKeepsItsNewEvidence() {
        site.signUp(email);
        site.confirm(email);
        site.settings("true", "Yes, and offers.").then().statusCode(303);
        String other = fresh();
        site.signUp(other);
        site.confirm(other);

        site.signUp(email);
        String second = new SimulatedInbox(owner).awaitSource(email, 2);
        assertThat(second).contains("/join/confirm/");
        long latest = Long.parseLong(
                String.valueOf(database.value("select max(id) from sign_up where email = '" + email + "'")));
        given().post(link(latest)).then().statusCode(200);

        consent().body("items", hasSize(2)).body("items[0].words", equalTo("Yes, and offers."));
    }

    @Test
    void theAnswerDoesNotTellWhetherAnAddressIsKnownAndDeadAddressesGetNothing() {
        String dead = "dead" + email;
        known(dead);
        invalid(dead, false);
        known("known" + email);

        String unknown = site.signUp("other" + email)
                .statusCode(200)
                .extract()
                .asString()
                .replace("other" + email, "");
        String known = site.signUp("known" + email)
                .statusCode(200)
                .extract()
                .asString()
                .replace("known" + email, "");
        String bounced = site.signUp(dead).statusCode(200).extract().asString().replace(dead, "");
        site.signUp("last" + email);

        assertThat(known).isEqualTo(unknown);
        assertThat(bounced).isEqualTo(unknown);
        site.confirmation("last" + email); // the messages are sent in this order
        assertThat(new SimulatedInbox(owner).messages(dead)).isEmpty();
    }

    @Test
    void aComplaintIsLiftedOnce() {
        known(email);
        invalid(email, true);
        site.signUp(email);
        site.confirm(email);
        assertThat(ofAddress("invalid_since is null")).isEqualTo("1");
        assertThat(database.value("select count(*) from audit_entry where action = 'address.released' and subject = '"
                        + email + "'"))
                .isEqualTo("1");

        invalid(email, true);
        site.signUp(email).statusCode(200);
        String last = fresh();
        site.signUp(last);
        site.confirmation(last);
        assertThat(new SimulatedInbox(owner).messages(email)).hasSize(1);
        assertThat(ofAddress("invalid_since is null")).isEqualTo("0");
    }

    @Test
    void anAddressGetsThreeConfirmationsADayAndTheAnswerStaysTheSame() {
        for (int i = 0; i < 4; i++) {
            site.signUp(email).statusCode(200).body(containsString("Check your inbox"));
        }
        site.signUp("last" + email);
        site.confirmation("last" + email);
        assertThat(database.value("select count(*) from sign_up where email = '" + email + "'"))
                .isEqualTo("3");

        clock.advance(Duration.ofHours(25));
        site.signUp(email);
        assertThat(database.value("select count(*) from sign_up where email = '" + email + "'"))
                .isEqualTo("4");
    }

    @Test
    void oneNetworkIsLimited() {
        String stamp = site.stamp();
        clock.advance(Duration.ofMinutes(1));
        for (int i = 0; i < SignUpRequest.MOST_OF_NETWORK; i++) {
            site.submit(stamp, "x" + i + "@join.example", Map.of()).statusCode(200);
        }
        site.submit(stamp, "more@join.example", Map.of()).statusCode(429);
        clock.advance(Duration.ofHours(1));
        site.submit(stamp, "more@join.example", Map.of()).statusCode(200);
    }

    @Test
    void programsGetNoMessageSent() {
        String stamp = site.stamp();
        site.submit(stamp, email, Map.of()).statusCode(200).body(containsString("press the button"));
        clock.advance(Duration.ofMinutes(1));
        site.submit(stamp, email, Map.of("website", "https://spam.example"))
                .statusCode(200)
                .body(containsString("Check your inbox"));
        site.submit("", email, Map.of()).body(containsString("press the button"));
        site.submit(stamp + "a", email, Map.of()).body(containsString("press the button"));
        clock.advance(Duration.ofDays(1));
        site.submit(stamp, email, Map.of()).body(containsString("press the button"));

        assertThat(stored("sign_up")).isEqualTo("0");
    }

    @Test
    void aStampIsGoodForItsAccountAndTheWordsThatWereShown() {
        JoinSite other = new JoinSite(
                accounts.owner(), "club-" + UlidCreator.getMonotonicUlid().toLowerCase(), clock);
        other.open();
        String foreign = other.stamp();
        String before = site.stamp();
        clock.advance(Duration.ofMinutes(1));

        site.submit(foreign, email, Map.of()).body(containsString("press the button"));
        site.settings("true", "Something else").then().statusCode(303);
        site.submit(before, email, Map.of()).body(containsString("press the button"), containsString("Something else"));

        assertThat(stored("sign_up")).isEqualTo("0");
    }

    @Test
    void aFormOnAnotherWebsiteLeadsToThisOneFilledIn() {
        given().header("Origin", "https://school.example")
                .header("Sec-Fetch-Site", "cross-site")
                .contentType("application/x-www-form-urlencoded")
                .formParam("email", email)
                .formParam("firstName", "Ann")
                .post(site.path())
                .then()
                .statusCode(200)
                .body(containsString("value=\"" + email + "\""), containsString("value=\"Ann\""))
                .body(not(containsString("Check your inbox")));
    }

    @Test
    void agreementAndAnAddressAreRequired() {
        site.signUp("no address", Map.of("agree", "false"))
                .statusCode(422)
                .body(containsString("email-error"), containsString("agree-error"), containsString("no address"));
        assertThat(stored("sign_up")).isEqualTo("0");
    }

    @Test
    void hostileInputIsEscapedRefusedOrLeftOut() {
        site.signUp("a@x.example\r\nBcc: b@x.example").statusCode(422);
        site.signUp("\"><script>alert(1)</script>@x.example")
                .statusCode(422)
                .body(not(containsString("<script>alert")));
        site.signUp("<b>x</b>@x.example", Map.of("website", "x")).body(not(containsString("<b>x")));
        site.signUp("ann@" + "x".repeat(300) + ".example").statusCode(422);
        site.signUp(email, Map.of("firstName", "x".repeat(101))).statusCode(422);
        site.signUp(email, Map.of("topic", List.of("x", "-1", "99999999999999999999", "1 or 1=1")))
                .statusCode(200);
        given().contentType("application/x-www-form-urlencoded")
                .body("x=" + "y".repeat(20_000))
                .post(site.path())
                .then()
                .statusCode(413);
        given().contentType("text/plain").body("x").post(site.path()).then().statusCode(415);

        site.signUp(
                "last" + email, Map.of("firstName", "Win money at https://spam.example\u0000\r\n", "lastName", "<b>"));
        String message = new SimulatedInbox(owner).awaitSource("last" + email, 1);
        assertThat(message).doesNotContain("spam.example", "<b>");
        site.confirm("last" + email);
        owner.browser().get("/people?q=last" + email).then().body(not(containsString("<b>")));
    }

    @Test
    void nobodyGetsACookie() {
        assertThat(given().get(site.path()).cookies()).isEmpty();
        assertThat(site.signUp(email).extract().cookies()).isEmpty();
        assertThat(site.confirm(email).extract().cookies()).isEmpty();
    }

    @Test
    void aClosedOrUnknownFormIsNotFound() {
        site.close();
        given().get(site.path()).then().statusCode(404);
        given().formParam("email", email).post(site.path()).then().statusCode(404);
        given().get("/join/unknown").then().statusCode(404);
        given().get("/join/confirm").then().statusCode(404);
    }

    @Test
    void aLinkThatWasNotSignedForASignUpIsUnknown() {
        site.signUp(email);
        String link = site.confirmation(email);
        given().post(link.substring(0, link.length() - 3) + "aaa").then().statusCode(404);
        given().get("/join/confirm/x").then().statusCode(404);
        given().post("/join/confirm/" + tokens.sign(TokenPurpose.UNSUBSCRIBE, new TokenSubject(0, 0, 1)))
                .then()
                .statusCode(404);
    }

    @Test
    void aLinkWorksForAWeekAndTheSignUpIsDeletedThen() {
        site.signUp(email);
        String link = site.confirmation(email);
        clock.advance(Duration.ofDays(7));
        given().get(link).then().statusCode(410).body(containsString("expired"));
        given().post(link).then().statusCode(410);

        signUps.prune();

        assertThat(stored("sign_up")).isEqualTo("0");
        given().post(link).then().statusCode(410);
        assertThat(stored("address")).isEqualTo("0");
    }

    @Test
    void erasingAPersonDeletesTheirSignUps() {
        site.signUp(email);
        site.confirm(email);
        site.signUp(email);
        String person = owner.program()
                .get("/api/v1/contacts?email=" + email)
                .then()
                .extract()
                .path("items[0].id");

        owner.program()
                .post("/api/v1/contacts/" + person + "/erase")
                .then()
                .statusCode(anyOf(equalTo(200), equalTo(204)));

        assertThat(stored("sign_up")).isEqualTo("0");
        assertThat(stored("outbox_mail")).isEqualTo("0");
    }

    @Test
    void chosenTopicsBecomeTags() {
        owner.program()
                .contentType("application/json")
                .body("{\"name\": \"camps\"}")
                .post("/api/v1/tags");
        owner.program()
                .contentType("application/json")
                .body("{\"name\": \"late payer\"}")
                .post("/api/v1/tags");
        owner.browser()
                .formParam("name", "camps")
                .formParam("topic", "true")
                .formParam("publicName", "Holiday camps")
                .post("/people/tags/topic")
                .then()
                .statusCode(303);
        given().get(site.path()).then().body(containsString("Holiday camps"), not(containsString("late payer")));
        String camps = tagId("camps");
        String latePayer = tagId("late payer");

        site.signUp(email, Map.of("topic", List.of(camps, latePayer)));
        site.confirm(email);

        owner.program().get("/api/v1/contacts?email=" + email).then().body("items[0].tags", equalTo(List.of("camps")));
        consent().body("items.find { it.kind == 'TOPIC' }.how", equalTo("Holiday camps"));
    }

    @Test
    void concurrentConfirmationsAddOnePerson() throws Exception {
        site.signUp(email);
        String link = site.confirmation(email);
        Callable<Integer> confirm = () -> given().post(link).statusCode();
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (Future<Integer> status : threads.invokeAll(Collections.nCopies(16, confirm))) {
                assertThat(status.get()).isEqualTo(200);
            }
        } finally {
            threads.shutdown();
        }
        owner.program().get("/api/v1/contacts?email=" + email).then().body("items", hasSize(1));
        consent().body("items", hasSize(1));
    }

    private static String fresh() {
        return UlidCreator.getMonotonicUlid().toLowerCase() + "@join.example";
    }

    private String link(long signUp) {
        return "/join/confirm/" + tokens.sign(TokenPurpose.SIGN_UP, new TokenSubject(0, 0, signUp));
    }

    private void known(String address) {
        owner.program()
                .contentType("application/json")
                .body("{\"firstName\": \"Ann\", \"addresses\": [{\"email\": \"" + address + "\"}]}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(201);
    }

    private void invalid(String address, boolean complained) {
        database.sql("update address set invalid_since = utc_timestamp(6), invalid_reason = 'Test', complained = "
                + complained + " where email = '" + address + "'");
    }

    private ValidatableResponse consent() {
        return owner.program()
                .get("/api/v1/addresses/" + email + "/consent")
                .then()
                .statusCode(200);
    }

    private String tagId(String name) {
        return String.valueOf(database.value(
                "select id from tag where account_id = " + owner.accountId() + " and name = '" + name + "'"));
    }

    private @Nullable String stored(String table) {
        return database.value("select count(*) from " + table + " where account_id = " + owner.accountId());
    }

    private @Nullable String ofAddress(String expression) {
        return database.value("select " + expression + " from address where account_id = " + owner.accountId()
                + " and email = '" + email + "'");
    }
}
