package org.tidings.tracking.preferences;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
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
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
class AddressChangeTest {

    private static final String CONFIRM = "/p/address/[a-z2-7]+";

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople database;

    @Inject
    Tokens tokens;

    @Inject
    TestClock clock;

    @Inject
    StoredAddressChanges stored;

    private TestAccounts.Person owner;
    private SimulatedInbox inbox;
    private String old;
    private String young;

    @BeforeEach
    void aMotherAndHerSonShareAnAddress() {
        database.sql("delete from request_limit");
        owner = accounts.owner();
        inbox = new SimulatedInbox(owner);
        old = fresh();
        young = fresh();
        person("Ann");
        person("Bo");
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void theNewAddressConfirmsAndTheOldOneIsTold() {
        ask(young).statusCode(200).body(containsString("We are sending a message to " + young));
        String link = inbox.awaitPath(young, CONFIRM);

        given().get(link).then().statusCode(200).body(containsString(young));
        given().head(link).then().statusCode(200);
        contacts(old).body("items", hasSize(2));

        given().post(link).then().statusCode(200).body(containsString("Your address was changed"));
        contacts(old).body("items", hasSize(0));
        contacts(young).body("items.firstName.sort()", equalTo(List.of("Ann", "Bo")));
        assertThat(inbox.awaitSource(old, 1))
                .contains("Subject: Your address was changed")
                .doesNotContain(young);

        given().post(link).then().statusCode(200);
        contacts(young).body("items", hasSize(2));
    }

    @Test
    void decisionsMoveToTheNewAddressAndItsOwnRefusalsStay() {
        consent(old, "MARKETING", true, "\"basis\": \"CUSTOMER\", \"how\": \"At the desk\"");
        consent(old, "TRACKING", false, "\"how\": \"By phone\"");
        consent(young, "SERVICE", false, "\"how\": \"By phone\"");

        ask(young);
        given().post(inbox.awaitPath(young, CONFIRM)).then().statusCode(200);

        contacts(young)
                .body("items[0].addresses[0].marketing", equalTo(true))
                .body("items[0].addresses[0].service", equalTo(false))
                .body("items[0].addresses[0].tracking", equalTo(false));
        owner.program()
                .get("/api/v1/addresses/" + young + "/consent")
                .then()
                .body("items.how", hasItem("At the desk"))
                .body("items.basis", hasItem("CUSTOMER"));
    }

    @Test
    void whoLeftTheNewsletterDoesNotGetItAtTheNewAddress() {
        consent(young, "MARKETING", true, "\"basis\": \"ASKED\"");
        consent(old, "MARKETING", false, "\"how\": \"By phone\"");

        ask(young);
        given().post(inbox.awaitPath(young, CONFIRM)).then().statusCode(200);

        contacts(young).body("items[0].addresses[0].marketing", equalTo(false));
    }

    @Test
    void whoUnsubscribesByAnOldMessageLeavesAtTheNewAddress() {
        ask(young);
        given().post(inbox.awaitPath(young, CONFIRM)).then().statusCode(200);

        given().contentType("application/x-www-form-urlencoded")
                .formParam("List-Unsubscribe", "One-Click")
                .post("/u/" + link())
                .then()
                .statusCode(200);

        contacts(young).body("items[0].addresses[0].marketing", equalTo(false));
    }

    @Test
    void whoMovesBackIsNotSentInACircle() {
        for (int moves = 0; moves < 2; moves++) {
            ask(young);
            given().post(inbox.awaitPath(young, CONFIRM)).then().statusCode(200);
            String before = old;
            old = young;
            young = before;
        }

        consent(young, "MARKETING", false, "\"how\": \"By phone\"");
        consent(old, "MARKETING", false, "\"how\": \"By phone\"");
        contacts(old).body("items[0].addresses[0].marketing", equalTo(false));
    }

    @Test
    void whatIsNoOtherAddressIsRefused() {
        ask("no address").statusCode(422).body(containsString("newEmail-error"));
        ask(old).statusCode(422).body(containsString("the address that you have now"));
        ask("a@x.example\r\nBcc: b@x.example").statusCode(422);
        assertThat(requests()).isEqualTo("0");
    }

    @Test
    void anAddressCanBeChangedThreeTimesADay() {
        for (int i = 0; i < AddressChanges.MOST_REQUESTS; i++) {
            ask(fresh()).statusCode(200);
        }
        ask(fresh()).statusCode(422).body(containsString("several changes today"));
        clock.advance(Duration.ofHours(25));
        ask(fresh()).statusCode(200);
    }

    @Test
    void aDeadAddressGetsNoMessageAndTheAnswerStaysTheSame() {
        database.sql("insert into address (account_id, email, created_at, invalid_since) values (" + owner.accountId()
                + ", '" + young + "', utc_timestamp(6), utc_timestamp(6))");
        String other = fresh();
        String dead = ask(young).statusCode(200).extract().asString().replace(young, "");
        String alive = ask(other).statusCode(200).extract().asString().replace(other, "");

        assertThat(dead).isEqualTo(alive);
        inbox.awaitPath(other, CONFIRM); // the messages are sent in this order
        assertThat(inbox.messages(young)).isEmpty();
    }

    @Test
    void aLinkExpiresAfterAWeekOrWhenNobodyHasTheOldAddress() {
        ask(young);
        String link = inbox.awaitPath(young, CONFIRM);
        String third = fresh();
        ask(third);
        given().post(inbox.awaitPath(third, CONFIRM)).then().statusCode(200);

        given().post(link).then().statusCode(410);
        contacts(young).body("items", hasSize(0));
        given().get("/p/address/x").then().statusCode(404);
        given().get("/p/address/" + link()).then().statusCode(404);

        clock.advance(Duration.ofDays(8));
        given().get(link).then().statusCode(410);
        stored.prune();
        assertThat(requests()).isEqualTo("0");
    }

    @Test
    void anAddressOfNobodyCannotBeChanged() {
        MailedPeople.Mailed listed = database.one(RecipientStatus.DELIVERY);
        given().contentType("application/x-www-form-urlencoded")
                .formParam("form", "address")
                .formParam("newEmail", young)
                .post("/p/" + tokens.sign(TokenPurpose.UNSUBSCRIBE, listed.subject()))
                .then()
                .statusCode(422);
    }

    private ValidatableResponse ask(String email) {
        return given().contentType("application/x-www-form-urlencoded")
                .formParam("form", "address")
                .formParam("newEmail", email)
                .post("/p/" + link())
                .then();
    }

    private String link() {
        long addressId = Long.parseLong(String.valueOf(database.value(
                "select id from address where account_id = " + owner.accountId() + " and email = '" + old + "'")));
        return tokens.sign(TokenPurpose.UNSUBSCRIBE, new TokenSubject(0, 0, addressId));
    }

    private void person(String name) {
        owner.program()
                .contentType("application/json")
                .body("{\"firstName\": \"" + name + "\", \"addresses\": [{\"email\": \"" + old + "\"}]}")
                .post("/api/v1/contacts")
                .then()
                .statusCode(201);
    }

    private void consent(String email, String kind, boolean granted, String evidence) {
        owner.program()
                .contentType("application/json")
                .body("{\"kind\": \"" + kind + "\", \"granted\": " + granted + ", " + evidence + "}")
                .put("/api/v1/addresses/" + email + "/consent")
                .then()
                .statusCode(200);
    }

    private ValidatableResponse contacts(String email) {
        return owner.program().get("/api/v1/contacts?email=" + email).then().statusCode(200);
    }

    private @Nullable String requests() {
        return database.value("select count(*) from address_change where account_id = " + owner.accountId());
    }

    private static String fresh() {
        return UlidCreator.getMonotonicUlid().toLowerCase() + "@move.example";
    }
}
