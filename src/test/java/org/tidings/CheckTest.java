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
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.ConsistencyCheck;
import org.tidings.recipient.RecipientStatus;

/** What the command {@code check} says of blasts that hold, and of ones that somebody broke. */
@QuarkusTest
class CheckTest {

    @Inject
    MailedPeople people;

    @Inject
    TestAccounts accounts;

    @Inject
    Transactions transactions;

    @Test
    void aBlastHoldsUntilSomebodyWritesToItsTables() {
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
        people.sql("update recipient set status = 'SENT', attempts = 0 where blast_id = " + blast.key());
        assertThat(sentences(blast)) // the application may have completed it meanwhile, which is another fault of it
                .singleElement()
                .asString()
                .startsWith("Blast " + blast.publicId + ": 2 are neither sent nor in the queue");
    }

    @Test
    void aRetryThatWasLostIsFound() {
        Blast blast = people.blast(accounts.owner().accountId());
        people.add(blast, List.of("ann@x.example", "ben@x.example"), RecipientStatus.SENT);
        assertThat(sentences(blast)).isEmpty(); // handed over, and not confirmed
        people.sql("update recipient set sent_at = null where email = 'ann@x.example' and blast_id = " + blast.key());
        assertThat(sentences(blast))
                .containsExactly("Blast " + blast.publicId + ": 1 were refused for now and are not tried again.");
        people.sql("update recipient set sent_at = utc_timestamp(6) where blast_id = " + blast.key());
    }

    @Test
    void theCommandSaysSoAndEndsWithOne() {
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
