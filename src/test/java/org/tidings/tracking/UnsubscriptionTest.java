package org.tidings.tracking;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
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

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void repeatedChangesTakeEffectButAreRecordedTwentyTimesADay() {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        Mailed bob = people.one(RecipientStatus.DELIVERY);
        for (int i = 0; i < 30; i++) {
            unsubscription.unsubscribe(ann.subject(), "page");
            assertThat(people.unsubscribed(ann)).isTrue();
            assertThat(lastRecorded(ann)).isEqualTo("0");
            unsubscription.resubscribe(ann.subject());
            assertThat(people.unsubscribed(ann)).isFalse();
            assertThat(lastRecorded(ann)).isEqualTo("1");
        }
        assertThat(recorded(ann)).isEqualTo("20");

        unsubscription.unsubscribe(ann.subject(), "one-click");
        unsubscription.unsubscribe(bob.subject(), "one-click");

        assertThat(people.unsubscribed(ann)).isTrue();
        assertThat(value(ann, "source")).isEqualTo("one-click");
        assertThat(recorded(ann)).isEqualTo("20");
        assertThat(recorded(bob)).isEqualTo("1");
    }

    @Test
    void changesOfAnotherDayAreAllKept() {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        for (int i = 0; i < 15; i++) {
            unsubscription.unsubscribe(ann.subject(), "page");
            unsubscription.resubscribe(ann.subject());
        }
        clock.advance(Duration.ofHours(25));

        unsubscription.unsubscribe(ann.subject(), "page");

        assertThat(recorded(ann)).isEqualTo("21");
        assertThat(lastRecorded(ann)).isEqualTo("0");
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
