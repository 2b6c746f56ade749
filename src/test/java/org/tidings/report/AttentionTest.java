package org.tidings.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastState;
import org.tidings.recipient.RecipientStatus;

@QuarkusTest
class AttentionTest {

    @Inject
    Attention attention;

    @Inject
    SampleBlasts samples;

    @Inject
    TestAccounts accounts;

    private Blast blast;

    @BeforeEach
    void createBlast() {
        blast = samples.blast(accounts.owner().accountId(), null, "Spring recital", BlastState.COMPLETED);
    }

    @Test
    void groupsByStatusAndReasonLargestFirstAndRetriesLast() {
        samples.recipients(blast, 250);
        samples.recipient(blast, "q1@x.example", "Ann", RecipientStatus.SENT, null); // in the queue
        for (int i = 0; i < 5; i++) {
            samples.recipient(blast, "r" + i + "@x.example", "Ben", RecipientStatus.SENT, "No such mailbox.");
        }
        assertThat(attention.groups(blast.key()))
                .extracting(
                        Attention.Group::status,
                        Attention.Group::rule,
                        Attention.Group::count,
                        group -> group.rows().size())
                .containsExactly(
                        tuple(RecipientStatus.BOUNCE, "mailbox-unknown", 23, 23),
                        tuple(RecipientStatus.FAILED, "mailbox-full", 2, 2),
                        tuple(RecipientStatus.SENT, "mailbox-unknown", 5, 5));
    }

    @Test
    void showsTheFirstOfALargeGroup() {
        samples.recipients(blast, 1_000);
        Attention.Group largest = attention.groups(blast.key()).get(0);
        assertThat(largest.count()).isEqualTo(90);
        assertThat(largest.rows()).hasSize(Attention.SHOWN);
        assertThat(largest.rows().get(0).email()).isEqualTo("0000010@x.example");
    }

    @Test
    void groupWithoutReasonLinksToEveryoneWithItsStatus() {
        samples.recipient(blast, "ann@x.example", "Ann", RecipientStatus.FAILED, null);
        Attention.Group group = attention.groups(blast.key()).get(0);
        assertThat(group.rule()).isEmpty();
        assertThat(group.heading()).isEqualTo("No reason given");
        assertThat(new AttentionGroup(group, List.of()).url("01ID"))
                .isEqualTo("/blasts/01ID?tab=everyone&status=FAILED&done=OPEN");
    }
}
