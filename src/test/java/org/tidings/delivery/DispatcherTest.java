package org.tidings.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;
import org.tidings.recipient.QueuedPeople;

@QuarkusTest
class DispatcherTest {

    @Inject
    QueuedPeople queued;

    @Inject
    MailedPeople people;

    @Inject
    TestAccounts accounts;

    @Test
    void aNoticeThatCannotBeMadeHoldsUpNoOtherMail() {
        long account = accounts.owner().accountId();
        QueuedPeople.Queued stuck = queued.people(account, 1);
        QueuedPeople.Queued fine = queued.people(account, 3);
        String running =
                ", state = 'RUNNING', cleared = false, started_at = utc_timestamp(6), launched_at = utc_timestamp(6)";
        people.sql("update blast set purpose = 'SERVICE', reply_to = 'not an address'" + running + " where id = "
                + stuck.blastId());
        people.sql("update blast set subject = 'Swim meet', html = '<p>Hi</p>'" + running + " where id = "
                + fine.blastId());

        await().untilAsserted(() -> assertThat(people.value(
                        "select count(*) from recipient where status = 'DELIVERY' and blast_id = " + fine.blastId()))
                .isEqualTo("3"));
        await().untilAsserted(() -> assertThat(people.value("select trouble from blast where id = " + stuck.blastId()))
                .startsWith("This blast cannot be sent"));
        people.sql("update blast set state = 'PAUSED' where id = " + stuck.blastId());
    }
}
