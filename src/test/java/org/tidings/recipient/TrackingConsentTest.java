package org.tidings.recipient;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;

/** Opens and clicks of people who refused tracking are not stored, also for messages sent before. */
@QuarkusTest
class TrackingConsentTest {

    @Inject
    MailedPeople people;

    @Inject
    Ledger ledger;

    @Inject
    Clock clock;

    @Test
    void aRefusalCoversMessagesThatWereSentBefore() {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        people.sql("update address set tracking_refused_at = utc_timestamp(6)" + where(ann));

        hit(ann, EventType.CLICKED);
        hit(ann, EventType.OPENED);

        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(people.events(ann)).isEmpty();
    }

    @Test
    void othersOfTheSameBatchAreRecorded() {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        Mailed bob = people.one(RecipientStatus.DELIVERY);
        people.sql("update address set tracking_refused_at = utc_timestamp(6)" + where(ann));

        ledger.apply(List.of(event(ann, EventType.CLICKED), event(bob, EventType.CLICKED)));

        assertThat(people.status(ann)).isEqualTo("DELIVERY");
        assertThat(people.status(bob)).isEqualTo("CLICK");
    }

    @Test
    void whereTheAccountAsksOnlyThoseWhoAgreedAreTracked() {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        people.sql("update account set ask_to_track = true where id = " + ann.accountId());

        hit(ann, EventType.CLICKED);
        assertThat(people.status(ann)).isEqualTo("DELIVERY");

        people.sql("update address set tracking_agreed_at = utc_timestamp(6)" + where(ann));
        hit(ann, EventType.CLICKED);
        assertThat(people.status(ann)).isEqualTo("CLICK");
    }

    @Test
    void deliveryIsNotTracking() {
        Mailed ann = people.one(RecipientStatus.SENT);
        people.sql("update address set tracking_refused_at = utc_timestamp(6)" + where(ann));

        hit(ann, EventType.DELIVERED);

        assertThat(people.status(ann)).isEqualTo("DELIVERY");
    }

    private void hit(Mailed person, EventType type) {
        ledger.apply(List.of(event(person, type)));
    }

    private NewEvent event(Mailed person, EventType type) {
        return NewEvent.of(person.key(), type, clock.instant()).fromSource(type + " " + person.key());
    }

    private static String where(Mailed person) {
        return " where id = " + person.subject().addressId();
    }
}
