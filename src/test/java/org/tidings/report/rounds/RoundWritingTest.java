package org.tidings.report.rounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.feedback.MailedPeople;
import org.tidings.recipient.CountersHold;

/** Rounds that are started at once, and rounds of many people. */
@QuarkusTest
@CountersHold
class RoundWritingTest {

    @Inject
    TestAccounts accounts;

    @Inject
    MailedPeople sql;

    private TestAccounts.Person owner;
    private RoundSteps steps;

    @BeforeEach
    void account() {
        owner = accounts.owner();
        steps = new RoundSteps(owner, sql);
    }

    @Test
    void ofManyStartsAtOnceOneSucceedsAndNobodyIsAddedTwice() {
        String id = steps.send(RoundSteps.list(
                IntStream.range(0, 300).mapToObj(n -> "p" + n + "@rounds.test").toArray(String[]::new)));
        steps.makeOlder(id);
        CyclicBarrier together = new CyclicBarrier(4);
        List<Integer> answers = Stream.generate(() -> CompletableFuture.supplyAsync(() -> {
                    arrive(together);
                    return steps.startByProgram(id, Map.of("reason", "UNREAD"))
                            .extract()
                            .statusCode();
                }))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();
        assertThat(answers).containsExactly(201, 409, 409, 409);
        await().atMost(Duration.ofSeconds(60))
                .until(() -> steps.blast(id), blast -> RoundSteps.counts(blast).get("DELIVERY") == 600);
        assertThat(sql.value("select count(distinct address_id) from recipient where round = 2 and blast_id = "
                        + steps.key(id)))
                .isEqualTo("300");
    }

    @Test
    void largeRoundIsWrittenInChunks() {
        String id = steps.send(RoundSteps.list("ann@rounds.test"));
        steps.addDelivered(id, 5_200);
        writeAll(id);
    }

    /** Of a blast with more people than are sorted at once, the recipients are read in order of their numbers. */
    @Test
    void roundOfAVeryLargeBlastIsWrittenInChunks() {
        String id = steps.send(RoundSteps.list("ann@rounds.test"));
        steps.addDelivered(id, 5_200);
        pretend(id, "failed + 200000");
        writeAll(id);
        pretend(id, "failed - 200000");
    }

    private void pretend(String id, String failed) {
        sql.sql("update recipient_counts set failed = " + failed + " where blast_id = " + steps.key(id));
    }

    private void writeAll(String id) {
        int before = (int) steps.blast(id).get("selected");
        steps.startByProgram(id, Map.of("reason", "UNREAD")).statusCode(201);
        await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> owner.program()
                                .get("/api/v1/blasts/" + id + "/rounds")
                                .path("items[0].finished"),
                        Boolean.TRUE::equals);
        assertThat(owner.program().get("/api/v1/blasts/" + id + "/rounds").<Integer>path("items[0].people"))
                .isEqualTo(5_200);
        assertThat(steps.blast(id)).containsEntry("selected", before + 5_200);
        owner.program().post("/api/v1/blasts/" + id + "/cancel");
        await().atMost(Duration.ofMinutes(2))
                .until(() -> RoundSteps.counts(steps.blast(id)).get("SENT"), Integer.valueOf(0)::equals);
        await().until(() -> steps.blast(id).get("state"), "COMPLETED"::equals);
    }

    private static void arrive(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception broken) {
            throw new IllegalStateException(broken);
        }
    }
}
