package org.tidings.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.tidings.TwoNodes.both;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastCompletion;
import org.tidings.blast.BlastLifecycle;
import org.tidings.blast.BlastState;
import org.tidings.outbox.SimulatedInbox;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;
import org.tidings.platform.time.TestClock;
import org.tidings.recipient.EventType;
import org.tidings.report.SampleBlasts;

@QuarkusTest
class RetentionTest {

    @Inject
    Retention retention;

    @Inject
    BlastLifecycle life;

    @Inject
    BlastCompletion completion;

    @Inject
    SampleBlasts samples;

    @Inject
    TestAccounts accounts;

    @Inject
    Transactions transactions;

    @Inject
    TestClock clock;

    private TestAccounts.Person owner;

    @BeforeEach
    void createAccount() {
        owner = accounts.owner();
    }

    @AfterEach
    void resetClock() {
        clock.reset();
    }

    @Test
    void completedBlastIsKeptForSixtyDays() {
        Blast blast = completed();
        clock.advance(Duration.ofDays(59));
        retention.run();
        assertThat(rows("recipient", blast)).isEqualTo(2_500);
        clock.advance(Duration.ofDays(2));
        retention.run();
        assertThat(rows("recipient", blast)).isZero();
        assertThat(rows("recipient_event", blast)).isZero();
        assertThat(rows("delivery_health", blast)).isZero();
        assertThat(rows("delivery_queue", blast)).isZero();
        assertThat(rows("blast_link", blast)).isZero();
        assertThat(rows("attachment", blast)).isZero();
        clock.reset();
        // with a new session: those from before are deleted when they are cleaned up with the clock two months ahead
        accounts.secondOwner(owner.accountId())
                .browser()
                .get("/blasts/" + blast.publicId)
                .then()
                .statusCode(404);
    }

    @Test
    void starterIsToldOnceBeforeTheDocumentIsCleared() {
        Blast blast = completed();
        clock.advance(Duration.ofDays(54));
        retention.run();
        assertThat(number("select clearing_noticed from blast where id = " + blast.key()))
                .isZero();

        clock.advance(Duration.ofDays(2));
        retention.run();
        retention.run();
        SimulatedInbox inbox = new SimulatedInbox(accounts.secondOwner(owner.accountId()));
        assertThat(inbox.awaitSource(owner.email(), 1))
                .contains("Subject: Cleared on ")
                .contains("/blasts/" + blast.publicId);
        assertThat(inbox.messages(owner.email())).hasSize(1);
        assertThat(number("select count(*) from outbox_mail where account_id = " + owner.accountId()))
                .isZero();
    }

    @Test
    void countsAddressesAndConsentsAreKept() {
        Blast blast = completed();
        sql(
                "insert into address (account_id, email, unsubscribed_at, invalid_since, invalid_reason, invalid_blast_id, created_at)"
                        + " values (" + owner.accountId() + ", 'ann@x.example', now(), now(), 'No such mailbox', "
                        + blast.key() + ", now())");
        sql(
                "insert into consent_change (account_id, address_id, subscribed, source, blast_id, at) select account_id, id, false, 'one-click', "
                        + blast.key() + ", now() from address where account_id = " + owner.accountId());
        clock.advance(Duration.ofDays(61));
        retention.run();
        assertThat(number(
                        "select count(*) from address where invalid_since is not null and unsubscribed_at is not null and account_id = "
                                + owner.accountId()))
                .isEqualTo(1);
        assertThat(rows("consent_change", blast)).isEqualTo(1);
        assertThat(number("select opened from recipient_counts where blast_id = " + blast.key()))
                .isPositive();
        assertThat(number("select count(*) from blast where cleared and html = '' and id = " + blast.key()))
                .isEqualTo(1);
    }

    @Test
    void concurrentClearingByTwoNodesIsComplete() throws Exception {
        Blast first = completed();
        Blast second = completed();
        clock.advance(Duration.ofDays(61));
        both(retention::run);
        // the scheduled job of this application may run concurrently
        await().untilAsserted(() -> {
            for (Blast blast : List.of(first, second)) {
                for (String table :
                        List.of("recipient", "recipient_event", "delivery_queue", "blast_link", "attachment")) {
                    assertThat(rows(table, blast)).isZero();
                }
                assertThat(number("select count(*) from blast where clear_at is null and html = '' and id = "
                                + blast.key()))
                        .isEqualTo(1);
            }
        });
    }

    @Test
    void cancelledBlastIsKeptForTenMinutes() {
        Blast blast = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.PAUSED);
        samples.recipients(blast, 10);
        life.cancel(blast);
        clock.advance(Duration.ofMinutes(9));
        retention.run();
        assertThat(rows("recipient", blast)).isEqualTo(10);
        clock.advance(Duration.ofMinutes(2));
        retention.run();
        assertThat(rows("recipient", blast)).isZero();
    }

    @Test
    void deletedBlastIsClearedImmediately() {
        Blast blast = completed();
        life.delete(blast);
        retention.run();
        assertThat(rows("recipient", blast)).isZero();
    }

    @Test
    void draftsAndPausedBlastsNeverExpire() {
        Blast draft = samples.blast(owner.accountId(), owner.staffId(), "Draft", BlastState.DRAFT);
        Blast paused = samples.blast(owner.accountId(), owner.staffId(), "Paused", BlastState.PAUSED);
        samples.recipients(paused, 10);
        clock.advance(Duration.ofDays(1000));
        retention.run();
        assertThat(number("select count(*) from blast where not cleared and id in (" + draft.key() + ", " + paused.key()
                        + ")"))
                .isEqualTo(2);
        assertThat(rows("recipient", paused)).isEqualTo(10);
    }

    @Test
    void audienceIsDeletedAfterTheLaunchButNotBesideTheSending() {
        Blast completed = completed();
        Blast running = samples.blast(owner.accountId(), owner.staffId(), "Running", BlastState.RUNNING);
        Blast draft = samples.blast(owner.accountId(), owner.staffId(), "Draft", BlastState.DRAFT);
        for (Blast blast : new Blast[] {completed, running, draft}) {
            sql("insert into audience_source (blast_id, kind, label, created_at) values (" + blast.key()
                    + ", 'PASTED', 'Pasted', now())");
            sql("insert into audience_entry (blast_id, seq, source_id, line, email, first_name, last_name)"
                    + " select blast_id, 1, id, 1, 'a@x.example', '', '' from audience_source where blast_id = "
                    + blast.key());
        }
        sql("update blast set launched_at = '" + Utc.of(clock.instant()) + "' where id in (" + completed.key() + ", "
                + running.key() + ")");
        retention.run();
        assertThat(rows("audience_entry", completed)).isZero();
        assertThat(rows("audience_source", completed)).isZero();
        assertThat(rows("audience_entry", running)).isEqualTo(1);

        clock.advance(Duration.ofMinutes(11));
        retention.run();
        assertThat(rows("audience_entry", running)).isZero();
        assertThat(rows("audience_entry", draft)).isEqualTo(1);
    }

    @Test
    void oldIdempotencyKeysAreDeleted() {
        sql(
                "insert into idempotency_key (account_id, idempotency_key, request_sha256, blast_public_id, created_at) values ("
                        + owner.accountId() + ", 'k', repeat('0', 64), repeat('0', 26), now())");
        retention.run();
        String count = "select count(*) from idempotency_key where account_id = " + owner.accountId();
        assertThat(number(count)).isEqualTo(1);
        clock.advance(Duration.ofDays(8));
        retention.run();
        assertThat(number(count)).isZero();
    }

    private Blast completed() {
        Blast blast = samples.blast(owner.accountId(), owner.staffId(), "Spring recital", BlastState.RUNNING);
        samples.recipients(blast, 2_500);
        sql("insert into recipient_event (blast_id, seq, source, type, at, automatic, undecided, link, visitor)"
                + " select blast_id, seq, 1, " + EventType.BOUNCED.code()
                + ", now(), false, false, -1, 0 from recipient where blast_id = " + blast.key());
        sql("insert into delivery_health (blast_id, domain, bucket, bad) values (" + blast.key() + ", '', -1, 1)");
        sql(
                "insert into delivery_queue (state, turn, due_at, account_id, flow, blast_id, first_seq, last_seq, attempt, domain, node)"
                        + " values (1, 0, '2099-01-01', " + owner.accountId() + ", 2, " + blast.key()
                        + ", 1, 10, 2, '', '')");
        sql("insert into blast_link values (" + blast.key() + ", 0, 'https://x.example/', 'Tickets')");
        sql("insert into attachment (blast_id, name, content_type, size_bytes, content) values (" + blast.key()
                + ", 'a.pdf', 'application/pdf', 1, 'x')");
        completion.completeFinished();
        return blast;
    }

    private int rows(String table, Blast blast) {
        return number("select count(*) from " + table + " where blast_id = " + blast.key());
    }

    private int number(String sql) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(sql);
                    ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        });
    }

    private void sql(String sql) {
        transactions.call(connection -> {
            try (PreparedStatement update = connection.prepareStatement(sql)) {
                return update.executeUpdate();
            }
        });
    }
}
