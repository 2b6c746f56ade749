package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tidings.blast.Blast;
import org.tidings.feedback.MailedPeople;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.ConsistencyCheck;
import org.tidings.recipient.RecipientStatus;

/** Tests of the command {@code check} with consistent and inconsistent blasts. */
@QuarkusTest
class CheckTest {

    @Inject
    MailedPeople people;

    @Inject
    TestAccounts accounts;

    @Inject
    Transactions transactions;

    @Test
    void inconsistentCountersAreReported() {
        Blast blast = people.blast(accounts.owner().accountId());
        people.add(blast, List.of("ann@x.example", "ben@x.example"), RecipientStatus.DELIVERY);
        assertThat(sentences(blast)).isEmpty();

        people.sql("update recipient_counts set delivery = 1, failed = 1 where blast_id = " + blast.key());
        assertThat(sentences(blast))
                .containsExactly(
                        "Blast " + blast.publicId
                                + ": the counter 'delivery' says 1, the rows say 2; the counter 'failed' says 1, the rows say 0.");

        people.sql("update recipient_counts set delivery = 0, failed = 0, sent = 2, waiting = 2 where blast_id = "
                + blast.key());
        people.sql("update recipient set status = 0, attempts = 0, sent_at = '1970-01-01' where blast_id = "
                + blast.key());
        assertThat(sentences(
                        blast)) // the application may have completed it in the meantime, which is another inconsistency
                .singleElement()
                .asString()
                .startsWith("Blast " + blast.publicId + ": 2 wait for an attempt and are not in the queue");
    }

    @Test
    void lostRetryIsReported() {
        Blast blast = people.blast(accounts.owner().accountId());
        people.add(blast, List.of("ann@x.example", "ben@x.example"), RecipientStatus.SENT);
        assertThat(sentences(blast)).isEmpty(); // accepted, not confirmed
        people.sql("update recipient set sent_at = '1970-01-01', next_attempt_at = utc_timestamp(6) + interval 1 hour"
                + " where email = 'ann@x.example' and blast_id = " + blast.key());
        assertThat(sentences(blast))
                .containsExactly("Blast " + blast.publicId + ": 1 wait for an attempt and are not in the queue.");
        people.sql("update recipient set sent_at = utc_timestamp(6), next_attempt_at = '1970-01-01' where blast_id = "
                + blast.key());
    }

    @Test
    void retryWithoutATimeIsReported() {
        Blast blast = people.blast(accounts.owner().accountId());
        people.add(blast, List.of("ann@x.example"), RecipientStatus.SENT);
        Mailed ben = people.add(blast, List.of("ben@x.example"), RecipientStatus.SENT)
                .get(0);
        int seq = ben.subject().seq();
        people.sql("update recipient set sent_at = '1970-01-01' where blast_id = " + blast.key() + " and seq = " + seq);
        people.sql("insert into delivery_queue (state, turn, due_at, account_id, flow, blast_id, first_seq, last_seq,"
                + " attempt, domain, node) values (1, 0, utc_timestamp(6) + interval 1 hour, " + blast.accountId
                + ", 2, "
                + blast.key() + ", " + seq + ", " + seq + ", 2, '', '')");
        assertThat(sentences(blast))
                .containsExactly(
                        "Blast " + blast.publicId + ": 1 were refused for now and have no time for the next attempt.");
        people.sql("delete from delivery_queue where blast_id = " + blast.key());
        people.sql("update recipient set sent_at = utc_timestamp(6) where blast_id = " + blast.key());
    }

    @Test
    void commandReportsInconsistenciesWithExitCode1() {
        Blast blast = people.blast(accounts.owner().accountId());
        people.add(blast, List.of("ann@x.example"), RecipientStatus.OPEN);
        people.sql("update recipient_counts set opened = 7 where blast_id = " + blast.key());
        ByteArrayOutputStream said = new ByteArrayOutputStream();

        int code = transactions.call(
                connection -> Check.run(connection, new PrintStream(said, true, StandardCharsets.UTF_8)));

        assertThat(code).isEqualTo(Check.VIOLATED);
        assertThat(said.toString(StandardCharsets.UTF_8))
                .contains("Blast " + blast.publicId + ": the counter 'opened' says 7, the rows say 1.")
                .containsPattern("\\d+ blasts? checked, \\d+ wrong");
    }

    private List<String> sentences(Blast blast) {
        return transactions.call(
                connection -> ConsistencyCheck.in(connection, blast.key()).sentences());
    }
}
