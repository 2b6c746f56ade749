package org.tidings.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.message.TokenPurpose;
import org.tidings.message.Tokens;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
class PreferencesPageTest {

    @Inject
    MailedPeople people;

    @Inject
    Tokens tokens;

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
    void whereOnlyThoseWhoAgreedGetMarketingTheBoxIsNotTickedBefore() {
        people.sql("update account set consent_rule = 'AGREED', ask_to_track = true where id = " + ann.accountId());

        save("service").statusCode(200);
        assertThat(history()).isEqualTo("0");
        save("service", "marketing").statusCode(200);
        assertThat(people.value("select consent_basis from address where id = " + address()))
                .isEqualTo("0");
    }

    @Test
    void aPauseEndsByItself() {
        save("marketing", "service", "tracking", "pause").body(containsString("Paused until"));
        assertThat(people.value("select paused_until is not null from address where id = " + address()))
                .isEqualTo("1");
        given().get(link(TokenPurpose.UNSUBSCRIBE)).then().body(containsString("Paused until"));

        clock.advance(Duration.ofDays(31));
        given().get(link(TokenPurpose.UNSUBSCRIBE)).then().body(not(containsString("Paused until")));
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

    private ValidatableResponse save(String... ticked) {
        RequestSpecification form = given().contentType("application/x-www-form-urlencoded");
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
