package org.tidings.contact;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.RecipientStatus;

/** A refusal wins against everything that is stored at the same time. */
@QuarkusTest
class ConsentConcurrencyTest {

    private static final int ROUNDS = 10;

    @Inject
    AddressBook addresses;

    @Inject
    MailedPeople people;

    @Inject
    Transactions transactions;

    @Inject
    Clock clock;

    @Test
    void refusalsAtTheSameTimeAreOneLineOfTheHistory() throws Exception {
        Mailed ann = people.one(RecipientStatus.DELIVERY);
        long id = ann.subject().addressId();

        together(() -> addresses.record(id, ConsentChange.refusal(ConsentKind.MARKETING, "page", null)));

        assertThat(people.unsubscribed(ann)).isTrue();
        assertThat(people.value("select count(*) from consent_change where address_id = " + id))
                .isEqualTo("1");
    }

    @Test
    void noOlderAgreementAndNoImportLiftsARefusalOfThatMoment() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            Mailed ann = people.one(RecipientStatus.DELIVERY);
            long id = ann.subject().addressId();
            ConsentChange older = new ConsentChange(
                    ConsentKind.MARKETING,
                    true,
                    ConsentBasis.ASKED,
                    clock.instant().minusSeconds(3_600),
                    "api",
                    null,
                    null,
                    null,
                    null);

            together(
                    () -> addresses.record(id, ConsentChange.refusal(ConsentKind.MARKETING, "one-click", null)),
                    () -> addresses.record(id, older),
                    () -> addresses.refuseAll(ann.accountId(), ConsentKind.SERVICE, List.of(ann.email()), "import"),
                    () -> addresses.agreeToTracking(ann.accountId(), List.of(ann.email()), "api"));

            assertThat(people.unsubscribed(ann)).isTrue();
        }
    }

    /** Runs each of the changes twice in threads of their own, in a transaction each. */
    private void together(Runnable... changes) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2 * changes.length);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                for (Runnable change : changes) {
                    running.add(threads.submit(() -> transactions.run(connection -> change.run())));
                }
            }
            for (Future<?> one : running) {
                one.get(30, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
