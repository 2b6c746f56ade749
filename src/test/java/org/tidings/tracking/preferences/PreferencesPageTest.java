package org.tidings.tracking.preferences;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.message.TokenPurpose;
import org.tidings.message.Tokens;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.RecipientStatus;
import org.tidings.suppression.SuppressionList;

@QuarkusTest
class PreferencesPageTest {

    @Inject
    MailedPeople people;

    @Inject
    Tokens tokens;

    @Inject
    TestAccounts accounts;

    @Inject
    SuppressionList suppressions;

    @Inject
    TestClock clock;

    private Mailed ann;

    @BeforeEach
    void aRecipient() {
        ann = people.one(RecipientStatus.DELIVERY);
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void readingThePageChangesNothing() {
        given().get(link(TokenPurpose.UNSUBSCRIBE))
                .then()
                .statusCode(200)
                .body(containsString(ann.email()))
                .body(not(containsString("Saved.")));
        given().head(link(TokenPurpose.UNSUBSCRIBE)).then().statusCode(200);

        assertThat(history()).isEqualTo("0");
    }

    @Test
    void eachKindIsChosenByItself() {
        save("marketing", "service").body(containsString("Saved."));
        assertThat(refused("unsubscribed_at", "service_refused_at", "tracking_refused_at"))
                .isEqualTo("001");

        save("service", "tracking");
        assertThat(refused("unsubscribed_at", "service_refused_at", "tracking_refused_at"))
                .isEqualTo("100");

        save("tracking");
        assertThat(refused("unsubscribed_at", "service_refused_at", "tracking_refused_at"))
                .isEqualTo("110");

        save("marketing", "service", "tracking");
        assertThat(refused("unsubscribed_at", "service_refused_at", "tracking_refused_at"))
                .isEqualTo("000");
        assertThat(people.value("select source from consent_change where address_id = " + address() + " limit 1"))
                .isEqualTo("preferences");
    }

    @Test
    void savingAnUnchangedFormAgreesToNothing() {
        save("marketing", "service", "tracking").statusCode(200);

        assertThat(history()).isEqualTo("0");
    }

    @Test
    void pageThatWasOpenWhileTheReaderUnsubscribedDoesNotSubscribeAgain() {
        save("service", "tracking");
        assertThat(refused("unsubscribed_at")).isEqualTo("1");

        form("choices")
                .formParam("was", "", "marketing", "service", "tracking")
                .formParam("marketing", "true")
                .formParam("service", "true")
                .formParam("tracking", "true")
                .post(link(TokenPurpose.UNSUBSCRIBE))
                .then()
                .statusCode(200);

        assertThat(refused("unsubscribed_at")).isEqualTo("1");
    }

    @Test
    void pauseStaysWhenNewsAreChosenAgain() {
        save("marketing", "service", "tracking", "pause");
        save("service", "tracking");
        save("marketing", "service", "tracking", "pause");

        assertThat(people.value("select paused_until is not null from address where id = " + address()))
                .isEqualTo("1");
    }

    @Test
    void whereOnlyThoseWhoAgreedGetMarketingTheBoxIsNotTickedBefore() {
        people.sql("update account set consent_rule = 'AGREED', ask_to_track = true where id = " + ann.accountId());

        save("service").statusCode(200);
        assertThat(history()).isEqualTo("0");
        save("service", "marketing").statusCode(200);
        assertThat(people.value("select consent_basis from address where id = " + address()))
                .isEqualTo("0");
    }

    @Test
    void aPauseEndsByItselfAndIsInTheHistory() {
        save("marketing", "service", "tracking", "pause").body(containsString("Paused until"));
        save("marketing", "service", "tracking", "pause");
        assertThat(history()).isEqualTo("1");
        consent()
                .body("items[0].kind", equalTo("PAUSE"))
                .body("items[0].granted", equalTo(false))
                .body("items[0].how", startsWith("Until "));
        save("marketing", "service", "tracking");
        consent().body("items[0].kind", equalTo("PAUSE")).body("items[0].granted", equalTo(true));
        save("marketing", "service", "tracking", "pause");
        assertThat(people.value("select paused_until is not null from address where id = " + address()))
                .isEqualTo("1");
        given().get(link(TokenPurpose.UNSUBSCRIBE)).then().body(containsString("Paused until"));

        clock.advance(Duration.ofDays(31));
        given().get(link(TokenPurpose.UNSUBSCRIBE)).then().body(not(containsString("Paused until")));
    }

    @Test
    void aRequestWithoutTheFormChangesNothing() {
        for (String form : List.of("", "other")) {
            given().contentType("application/x-www-form-urlencoded")
                    .formParam("form", form)
                    .formParam("marketing", "false")
                    .post(link(TokenPurpose.UNSUBSCRIBE))
                    .then()
                    .statusCode(400)
                    .body(containsString("Nothing was changed"));
        }
        given().contentType("application/x-www-form-urlencoded")
                .post(link(TokenPurpose.UNSUBSCRIBE))
                .then()
                .statusCode(400);

        assertThat(history()).isEqualTo("0");
    }

    @Test
    void topicsAreJoinedAndLeftWithALineOfHistoryEach() {
        topic("camps", "Holiday camps");
        topic("shows", "");
        people.sql("insert into tag (account_id, name) values (" + ann.accountId() + ", 'late payer')");
        given().get(link(TokenPurpose.UNSUBSCRIBE))
                .then()
                .body(containsString("Holiday camps"), containsString("shows"), not(containsString("late payer")));

        choose(List.of("camps", "shows"), "camps", "shows");
        assertThat(tags()).isEqualTo("camps,shows");
        choose(List.of("camps", "shows"), "shows");
        assertThat(tags()).isEqualTo("shows");

        consent()
                .body("items[0].kind", equalTo("TOPIC"))
                .body("items[0].granted", equalTo(false))
                .body("items[0].how", equalTo("Holiday camps"))
                .body("items[0].source", equalTo("preferences"));
    }

    @Test
    void topicsThatThePageDidNotShowStay() {
        topic("camps", "");
        choose(List.of("camps"), "camps");
        topic("shows", "");

        choose(List.of("shows"), "shows");

        assertThat(tags()).isEqualTo("camps,shows");
    }

    @Test
    void nobodyGetsATagThatIsNoTopicOfTheAccount() {
        people.sql("insert into tag (account_id, name) values (" + ann.accountId() + ", 'late payer')");
        Mailed other = people.one(RecipientStatus.DELIVERY);
        people.sql("insert into tag (account_id, name, topic) values (" + other.accountId() + ", 'foreign', true)");

        choose(List.of("late payer", "foreign"), "late payer", "foreign");

        assertThat(tags()).isNull();
    }

    @Test
    void aComplaintIsUndoneOnce() {
        complain();
        given().get(link(TokenPurpose.UNSUBSCRIBE)).then().body(containsString("Send me emails again"));
        again().body(containsString("You will get emails again"), not(containsString("Send me emails again")));
        assertThat(people.value("select invalid_since is null from address where id = " + address()))
                .isEqualTo("1");

        complain();
        given().get(link(TokenPurpose.UNSUBSCRIBE)).then().body(not(containsString("Send me emails again")));
        again();
        assertThat(people.value("select invalid_since is null from address where id = " + address()))
                .isEqualTo("0");
    }

    @Test
    void anAddressThatBouncedIsNotReleasedHere() {
        complain();
        suppressions.hardBounce(address(), new SuppressionList.Cause(clock.instant(), "No such mailbox.", null, null));
        again();
        assertThat(people.value("select invalid_since is null from address where id = " + address()))
                .isEqualTo("0");
    }

    @Test
    void changesAreLimitedAndTheUnsubscribeLinkStillWorks() {
        for (int i = 0; i < PreferencesPage.MOST_CHANGES; i++) {
            save("marketing", "service", "tracking");
        }
        form("choices").post(link(TokenPurpose.UNSUBSCRIBE)).then().statusCode(429);
        assertThat(history()).isEqualTo("0");
        given().formParam("choice", "stop")
                .post("/u/" + tokens.sign(TokenPurpose.UNSUBSCRIBE, ann.subject()))
                .then()
                .statusCode(200);
        clock.advance(Duration.ofHours(25));
        save("service", "tracking");
    }

    @Test
    void theLinkOfANoticeLeadsToTheSamePage() {
        given().get(link(TokenPurpose.UNSUBSCRIBE_SERVICE))
                .then()
                .statusCode(200)
                .body(containsString(ann.email()));
    }

    @Test
    void aForgedLinkIsUnknown() {
        String link = link(TokenPurpose.UNSUBSCRIBE);
        given().get(link.substring(0, link.length() - 3) + "aaa").then().statusCode(404);
        given().get("/p/preview").then().statusCode(404);
        given().formParam("marketing", "true").post("/p/x").then().statusCode(404);
        given().get(link(TokenPurpose.VIEW)).then().statusCode(404);
    }

    private void complain() {
        suppressions.complaint(address(), new SuppressionList.Cause(clock.instant(), null, null, null));
    }

    private ValidatableResponse again() {
        return form("again").post(link(TokenPurpose.UNSUBSCRIBE)).then().statusCode(200);
    }

    private void topic(String name, String publicName) {
        people.sql("insert into tag (account_id, name, topic, public_name) values (" + ann.accountId() + ", '" + name
                + "', true, nullif('" + publicName + "', ''))");
    }

    private void choose(List<String> shown, String... ticked) {
        RequestSpecification form = form("choices")
                .formParam("marketing", "true")
                .formParam("service", "true")
                .formParam("tracking", "true");
        shown.forEach(name -> form.formParam("shown", tagId(name)));
        List.of(ticked).forEach(name -> form.formParam("topic", tagId(name)));
        form.post(link(TokenPurpose.UNSUBSCRIBE)).then().statusCode(200).body(containsString("Saved."));
    }

    private String tagId(String name) {
        return String.valueOf(people.value("select max(id) from tag where name = '" + name + "'"));
    }

    private @Nullable String tags() {
        return people.value("select group_concat(t.name order by t.name) from contact_address l"
                + " join contact_tag c on c.contact_id = l.contact_id join tag t on t.id = c.tag_id"
                + " where l.address_id = " + address());
    }

    private ValidatableResponse consent() {
        return accounts.secondOwner(ann.accountId())
                .program()
                .get("/api/v1/addresses/" + ann.email() + "/consent")
                .then()
                .statusCode(200);
    }

    private static RequestSpecification form(String which) {
        return given().contentType("application/x-www-form-urlencoded").formParam("form", which);
    }

    private ValidatableResponse save(String... ticked) {
        RequestSpecification form = form("choices");
        for (String name : ticked) {
            form.formParam(name, "true");
        }
        return form.post(link(TokenPurpose.UNSUBSCRIBE)).then().statusCode(200);
    }

    private String link(TokenPurpose purpose) {
        return "/p/" + tokens.sign(purpose, ann.subject());
    }

    private long address() {
        return ann.subject().addressId();
    }

    private @Nullable String history() {
        return people.value("select count(*) from consent_change where address_id = " + address());
    }

    private String refused(String... columns) {
        StringBuilder refused = new StringBuilder();
        for (String column : columns) {
            refused.append(people.value("select " + column + " is not null from address where id = " + address()));
        }
        return refused.toString();
    }
}
