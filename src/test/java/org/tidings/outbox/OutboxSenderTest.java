package org.tidings.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.DirectSender;
import org.tidings.feedback.MailedPeople;
import org.tidings.message.Tokens;
import org.tidings.platform.SealedText;
import org.tidings.platform.database.Transactions;

/** A sender of this test, at a time to which the application's own has not come. */
@QuarkusTest
class OutboxSenderTest {

    private static final Instant LATER = Instant.parse("2099-01-01T10:00:00Z");

    @Inject
    SealedText sealed;

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople database;

    @Inject
    Transactions transactions;

    @Inject
    BlastMessages messages;

    @Inject
    Tokens tokens;

    private final List<String> tried = new ArrayList<>();

    @BeforeEach
    void twoMessages() {
        long account = accounts.owner().accountId();
        for (String email : List.of("ann@outbox.example", "bob@outbox.example")) {
            database.sql(
                    "insert into outbox_mail (account_id, email, subject, before_link, after_link, due_at) values ("
                            + account + ", '" + email + "', 'Hello', 'Hi', '', '2099-01-01 09:00:00')");
        }
    }

    @AfterEach
    void noMessages() {
        database.sql("delete from outbox_mail where due_at >= '2099-01-01'");
    }

    @Test
    void acceptedMessagesAreDeleted() {
        sendDue(LATER, to -> Optional.empty());

        assertThat(tried).containsExactly("ann@outbox.example", "bob@outbox.example");
        assertThat(waiting()).isEqualTo("0");
    }

    @Test
    void addressThatIsRefusedDoesNotHoldUpTheOthers() {
        sendDue(
                LATER,
                to -> to.startsWith("ann")
                        ? Optional.of(new DirectSender.Refusal("No such user", true))
                        : Optional.empty());

        assertThat(tried).containsExactly("ann@outbox.example", "bob@outbox.example");
        assertThat(waiting()).isEqualTo("0");
    }

    @Test
    void mailServerThatIsDownForADayLosesNothing() {
        Optional<DirectSender.Refusal> down = Optional.of(new DirectSender.Refusal("Connection refused", false));
        sendDue(LATER, to -> down);
        assertThat(tried).containsExactly("ann@outbox.example");
        for (int hour = 1; hour <= 24; hour++) {
            for (int message = 0; message < 2; message++) {
                sendDue(LATER.plus(Duration.ofHours(hour)), to -> down);
            }
        }
        assertThat(waiting()).isEqualTo("2");

        sendDue(LATER.plus(Duration.ofHours(31)), to -> Optional.empty());
        assertThat(waiting()).isEqualTo("0");
    }

    @Test
    void waitsGrowUpToSixHours() {
        assertThat(OutboxSender.delay(1)).isEqualTo(Duration.ofMinutes(5));
        assertThat(OutboxSender.delay(2)).isEqualTo(Duration.ofMinutes(15));
        assertThat(OutboxSender.delay(4)).isEqualTo(Duration.ofMinutes(135));
        assertThat(OutboxSender.delay(12)).isEqualTo(Duration.ofHours(6));
    }

    private void sendDue(Instant now, Function<String, Optional<DirectSender.Refusal>> answer) {
        DirectSender sender = message -> {
            tried.add(message.envelopeTo());
            return answer.apply(message.envelopeTo());
        };
        new OutboxSender(transactions, messages, sender, tokens, sealed, Clock.fixed(now, ZoneOffset.UTC)).sendDue();
    }

    private @Nullable String waiting() {
        return database.value("select count(*) from outbox_mail where due_at >= '2099-01-01'");
    }
}
