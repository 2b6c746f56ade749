package org.tidings.tracking;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.contact.ConsentKind;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.message.TokenPurpose;
import org.tidings.message.Tokens;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
class UnsubscriptionTest {

    @Inject
    Unsubscription unsubscription;

    @Inject
    MailedPeople people;

    @Inject
    TestClock clock;

    @Inject
    Tokens tokens;

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void repeatedChangesTakeEffectButAreRecordedTwentyTimesADay() {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        Mailed bob = people.one(RecipientStatus.DELIVERY);
        for (int i = 0; i < 30; i++) {
            unsubscription.unsubscribe(ann.subject(), ConsentKind.MARKETING, "page");
            assertThat(people.unsubscribed(ann)).isTrue();
            assertThat(lastRecorded(ann)).isEqualTo("0");
            unsubscription.resubscribe(ann.subject(), ConsentKind.MARKETING);
            assertThat(people.unsubscribed(ann)).isFalse();
            assertThat(lastRecorded(ann)).isEqualTo("1");
        }
        assertThat(recorded(ann)).isEqualTo("20");

        unsubscription.unsubscribe(ann.subject(), ConsentKind.MARKETING, "one-click");
        unsubscription.unsubscribe(bob.subject(), ConsentKind.MARKETING, "one-click");

        assertThat(people.unsubscribed(ann)).isTrue();
        assertThat(value(ann, "source")).isEqualTo("one-click");
        assertThat(recorded(ann)).isEqualTo("20");
        assertThat(recorded(bob)).isEqualTo("1");
    }

    @Test
    void changesOfAnotherDayAreAllKept() {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        for (int i = 0; i < 15; i++) {
            unsubscription.unsubscribe(ann.subject(), ConsentKind.MARKETING, "page");
            unsubscription.resubscribe(ann.subject(), ConsentKind.MARKETING);
        }
        clock.advance(Duration.ofHours(25));

        unsubscription.unsubscribe(ann.subject(), ConsentKind.MARKETING, "page");

        assertThat(recorded(ann)).isEqualTo("21");
        assertThat(lastRecorded(ann)).isEqualTo("0");
    }

    @Test
    void leavingOneKindOfMailKeepsTheOther() {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        people.sql("update blast set purpose = 'SERVICE' where id = " + ann.blastId());

        unsubscription.unsubscribe(ann.subject(), ConsentKind.SERVICE, "page");
        assertThat(people.unsubscribed(ann)).isFalse();
        assertThat(refusesNotices(ann)).isTrue();
        assertThat(value(ann, "kind")).isEqualTo("1");
        assertThat(recorded(ann)).isEqualTo("1");

        unsubscription.resubscribe(ann.subject(), ConsentKind.SERVICE);
        assertThat(refusesNotices(ann)).isFalse();
    }

    @Test
    void theLinkOfANoticeEndsOnlyNotices() {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        people.sql("update blast set purpose = 'SERVICE' where id = " + ann.blastId());
        String link = "/u/" + tokens.sign(TokenPurpose.UNSUBSCRIBE_SERVICE, ann.subject());

        given().get(link).then().statusCode(200).body(containsString("does not change whether you get news"));
        assertThat(refusesNotices(ann)).isFalse();
        given().formParam("List-Unsubscribe", "One-Click")
                .post(link)
                .then()
                .statusCode(200)
                .body(containsString("notices about your classes"));
        assertThat(refusesNotices(ann)).isTrue();
        assertThat(people.unsubscribed(ann)).isFalse();
        given().formParam("choice", "again").post(link).then().statusCode(200);
        assertThat(refusesNotices(ann)).isFalse();
    }

    @Test
    void theLinkOfMarketingEndsOnlyMarketing() {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        String link = "/u/" + tokens.sign(TokenPurpose.UNSUBSCRIBE, ann.subject());

        given().formParam("choice", "stop").post(link).then().statusCode(200).body(containsString("news and offers"));

        assertThat(people.unsubscribed(ann)).isTrue();
        assertThat(refusesNotices(ann)).isFalse();
    }

    private boolean refusesNotices(Mailed person) {
        return people.value("select service_refused_at from address where id = "
                        + person.subject().addressId())
                != null;
    }

    private @Nullable String recorded(Mailed person) {
        return people.value("select count(*) from consent_change where address_id = "
                + person.subject().addressId());
    }

    private @Nullable String lastRecorded(Mailed person) {
        return value(person, "subscribed + 0");
    }

    private @Nullable String value(Mailed person, String column) {
        return people.value("select " + column + " from consent_change where address_id = "
                + person.subject().addressId() + " order by at desc, id desc limit 1");
    }
}
