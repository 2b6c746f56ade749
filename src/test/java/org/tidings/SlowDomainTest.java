package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tidings.EndToEnd.awaitBlast;
import static org.tidings.EndToEnd.blast;
import static org.tidings.EndToEnd.counts;
import static org.tidings.EndToEnd.person;
import static org.tidings.EndToEnd.rows;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tidings.recipient.CountersHold;

/** A receiving domain that must be written to slowly holds up nobody else. */
@QuarkusTest
@CountersHold
@TestProfile(EndToEnd.ForeignRelay.class)
class SlowDomainTest {

    private final ForeignMailServer mx = new ForeignMailServer(EndToEnd.SMTP_PORT);

    @Inject
    TestAccounts accounts;

    private TestAccounts.Person owner;

    @BeforeEach
    void newAccount() {
        mx.start();
        owner = accounts.owner();
    }

    @AfterEach
    void stopMailServer() {
        mx.close();
    }

    @Test
    void limitedDomainIsWrittenToAtItsRateWhileOthersGoAtOnce() {
        send("Limited", people("limited", 20, "limited.example"), people("others", 60, "x.example"));
        List<String> order = mx.received().stream()
                .map(ForeignMailServer.Received::recipient)
                .toList();
        assertThat(order).hasSize(80).doesNotHaveDuplicates();
        assertThat(order.subList(70, 80)).allMatch(address -> address.endsWith("@limited.example"));
    }

    @Test
    void deferringDomainIsTriedAgainAndHoldsUpNobody() {
        List<Map<String, String>> deferred = people("deferred", 30, "deferring.example");
        deferred.forEach(
                person -> mx.refusesOnce(person.get("email"), "421 4.7.0 Try again later, closing connection"));

        Map<String, Map<String, Object>> rows = send("Deferring", deferred, people("prompt", 60, "x.example"));

        assertThat(rows)
                .hasSize(90)
                .allSatisfy((email, row) -> assertThat(row)
                        .containsEntry("status", "DELIVERY")
                        .containsEntry("attempts", email.startsWith("deferred") ? 2 : 1));
        assertThat(mx.received()).hasSize(90);
    }

    @Test
    void closingOfAChannelIsNobodysAttempt() {
        List<Map<String, String>> closing = people("closing", 12, "closing.example");
        closing.forEach(person -> mx.refusesOnce(person.get("email"), "421 Too many connections"));

        Map<String, Map<String, Object>> rows = send("Closing", closing, people("open", 60, "x.example"));

        assertThat(rows)
                .hasSize(72)
                .allSatisfy((email, row) ->
                        assertThat(row).containsEntry("status", "DELIVERY").containsEntry("attempts", 1));
    }

    /** Alternately, as they stand in a list. */
    private Map<String, Map<String, Object>> send(
            String subject, List<Map<String, String>> slow, List<Map<String, String>> others) {
        List<Map<String, String>> people = IntStream.range(0, others.size())
                .boxed()
                .flatMap(i -> i < slow.size() ? Stream.of(slow.get(i), others.get(i)) : Stream.of(others.get(i)))
                .toList();
        String id = EndToEnd.send(owner, blast(subject, "<p>Hi</p>", people));
        awaitBlast(owner, id, now -> counts(now).get("DELIVERY") == people.size());
        return rows(owner, id);
    }

    private static List<Map<String, String>> people(String name, int count, String domain) {
        return IntStream.range(0, count)
                .mapToObj(i -> person(name + i + "@" + domain, "Ann"))
                .toList();
    }
}
