package org.tidings.delivery.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.delivery.QueuedBlasts;
import org.tidings.queue.QueuedRange;

@QuarkusTest
class DispatcherTest {

    private static final List<String> PEOPLE = List.of("ann@x.example", "bob@x.example", "cat@x.example");

    @Inject
    QueuedBlasts blasts;

    @Inject
    TestAccounts accounts;

    private long account;

    @BeforeEach
    void newAccount() {
        account = accounts.owner().accountId();
    }

    @AfterEach
    void leaveNothingInTheQueue() {
        blasts.retire(account);
    }

    @Test
    void aNoticeThatCannotBeMadeHoldsUpNoOtherMail() {
        Blast stuck = blasts.blast(account, BlastState.RUNNING, PEOPLE);
        blasts.sql("update blast set purpose = 'SERVICE', reply_to = 'not an address' where id = " + stuck.key());
        blasts.range(stuck, QueuedBlasts.READY, 1, 3);
        Blast fine = blasts.blast(account, BlastState.RUNNING, PEOPLE);
        blasts.range(fine, QueuedBlasts.READY, 1, 3);

        await().untilAsserted(() -> assertThat(blasts.statuses(fine)).isEqualTo("1 1 1"));
        await().untilAsserted(
                        () -> assertThat(blasts.value("select delivery_error from blast where id = " + stuck.key()))
                                .startsWith("This blast cannot be sent"));
        assertThat(blasts.statuses(stuck)).isEqualTo("0 0 0");
    }

    /** Between launch and attempt an address may become invalid, and a person may unsubscribe. */
    @Test
    void whoBecameIneligibleIsLeftOut() {
        Blast blast = blasts.blast(account, BlastState.RUNNING, PEOPLE);
        change("invalid_since = utc_timestamp(6), invalid_reason = 'No such mailbox'", "ann@x.example");
        change("unsubscribed_at = utc_timestamp(6)", "bob@x.example");
        blasts.range(blast, QueuedBlasts.READY, 1, 3);

        await().untilAsserted(() -> assertThat(blasts.statuses(blast)).isEqualTo("5 6 1"));
        assertThat(attempts(blast)).isEqualTo("0 0 1");
    }

    @Test
    void serviceNoticesReachTheUnsubscribedToo() {
        Blast blast = blasts.blast(account, BlastState.RUNNING, PEOPLE);
        blasts.sql("update blast set purpose = 'SERVICE' where id = " + blast.key());
        change("unsubscribed_at = utc_timestamp(6)", "bob@x.example");
        blasts.range(blast, QueuedBlasts.READY, 1, 3);

        await().untilAsserted(() -> assertThat(blasts.statuses(blast)).isEqualTo("1 1 1"));
    }

    @Test
    void readyRangeOfAPausedBlastIsHeldAndNobodyIsMailed() {
        Blast paused = blasts.blast(account, BlastState.PAUSED, PEOPLE);
        QueuedRange range = blasts.range(paused, QueuedBlasts.READY, 1, 3);

        await().untilAsserted(() -> assertThat(state(range)).isEqualTo("3"));
        assertThat(blasts.statuses(paused)).isEqualTo("0 0 0");
    }

    @Test
    void rangeOfAClearedBlastIsDeleted() {
        Blast cleared = blasts.blast(account, BlastState.COMPLETED, PEOPLE);
        blasts.sql("update blast set cleared = true where id = " + cleared.key());
        QueuedRange range = blasts.range(cleared, QueuedBlasts.READY, 1, 3);

        await().untilAsserted(() -> assertThat(state(range)).isNull());
    }

    /** As after a crash: the lease ends, and whoever has an outcome is passed over. */
    @Test
    void expiredLeaseIsTakenOverAndNobodyIsMailedTwice() {
        Blast blast = blasts.blast(account, BlastState.RUNNING, PEOPLE);
        blasts.sql("update recipient set status = 1, attempts = 1, sent_at = '2026-01-01', delivered_at = '2026-01-01'"
                + " where seq = 1 and blast_id = " + blast.key());
        blasts.sql("update recipient_counts set sent = 2, waiting = 2, delivery = 1 where blast_id = " + blast.key());
        QueuedRange range = blasts.leased(blast, 1, 3, "lost-node");
        blasts.sql("update delivery_queue set due_at = utc_timestamp(6) where id = " + range.id());

        await().untilAsserted(() -> assertThat(blasts.statuses(blast)).isEqualTo("1 1 1"));
        await().untilAsserted(() -> assertThat(state(range)).isNull());
        assertThat(blasts.value("select sent_at from recipient where seq = 1 and blast_id = " + blast.key()))
                .startsWith("2026-01-01 00:00:00");
    }

    private void change(String what, String email) {
        blasts.sql("update address set " + what + " where account_id = " + account + " and email = '" + email + "'");
    }

    private String attempts(Blast blast) {
        return String.valueOf(blasts.value("select group_concat(attempts order by seq separator ' ') from recipient"
                + " where blast_id = " + blast.key()));
    }

    private @Nullable String state(QueuedRange range) {
        return blasts.value("select state from delivery_queue where id = " + range.id());
    }
}
