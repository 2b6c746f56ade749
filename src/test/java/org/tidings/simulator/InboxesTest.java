package org.tidings.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    @Test
    void oldestDeliveriesAreRemovedAboveTheMaximumNumber() {
        Inboxes inboxes = new Inboxes(3, 1000);
        List<Arrival> five = IntStream.range(0, 5)
                .mapToObj(i -> mail("p" + i + "@x.test", 1))
                .toList();
        five.forEach(inboxes::add);

        assertThat(inboxes.size()).isEqualTo(3);
        assertThat(inboxes.find(five.get(1).id())).isEmpty();
        assertThat(inboxes.of("p1@x.test")).isEmpty();
        assertThat(inboxes.search("", any -> true, 10)).containsOnlyKeys("p4@x.test", "p3@x.test", "p2@x.test");
    }

    @Test
    void oldestDeliveriesAreRemovedAboveTheMaximumSize() {
        Inboxes inboxes = new Inboxes(100, 1000);
        for (int i = 0; i < 50; i++) {
            inboxes.add(mail("ann@x.test", 300));
        }
        assertThat(inboxes.bytes()).isEqualTo(900);
        assertThat(inboxes.of("ann@x.test")).hasSize(3);
    }

    @Test
    void oversizedMessageIsKeptUntilTheNextOne() {
        Inboxes inboxes = new Inboxes(100, 1000);
        inboxes.add(mail("ann@x.test", 5000));
        assertThat(inboxes.of("ann@x.test")).hasSize(1);
        inboxes.add(mail("eve@x.test", 10));
        assertThat(inboxes.of("ann@x.test")).isEmpty();
        assertThat(inboxes.bytes()).isEqualTo(10);
    }

    @Test
    void refusalsCountTowardsTheNumber() {
        Inboxes inboxes = new Inboxes(2, 1000);
        for (int i = 0; i < 10; i++) {
            inboxes.add(Arrival.refused("p" + i + "@x.test", "", RcptPolicy.BLOCKED, NOON));
        }
        assertThat(inboxes.size()).isEqualTo(2);
    }

    @Test
    void searchFindsAddressesByAnyPartAndCaseNewestFirst() {
        Inboxes inboxes = new Inboxes(100, 1000);
        inboxes.add(mail("Ann+open@X.test", 1));
        inboxes.add(mail("eve@x.test", 1));
        inboxes.add(mail("ann+open@x.test", 2));

        assertThat(inboxes.search(" ANN ", any -> true, 10)).containsOnlyKeys("ann+open@x.test");
        assertThat(inboxes.search("ann", any -> true, 10).get("ann+open@x.test"))
                .extracting(Arrival::size)
                .containsExactly(2, 1);
        assertThat(inboxes.search("", any -> true, 1)).containsOnlyKeys("ann+open@x.test");
        assertThat(inboxes.search("nobody", any -> true, 10)).isEmpty();
    }

    @Test
    void concurrentAddsDoNotExceedTheLimits() {
        Inboxes inboxes = new Inboxes(50, 2000);
        IntStream.range(0, 2000).parallel().forEach(i -> inboxes.add(mail("p" + i % 70 + "@x.test", 100)));
        assertThat(inboxes.bytes()).isEqualTo(2000);
        assertThat(inboxes.size()).isEqualTo(20);
        assertThat(inboxes.search("", any -> true, 1000).values().stream()
                        .mapToInt(List::size)
                        .sum())
                .isEqualTo(20);
    }

    @Test
    void notesOfADeliveryAreBounded() {
        Arrival arrival = mail("ann@x.test", 1);
        for (int i = 0; i < 10_000; i++) {
            arrival.note(NOON, "followed a link");
        }
        assertThat(arrival.notes()).hasSize(200);
    }

    private static Arrival mail(String address, int bytes) {
        return Arrival.accepted(address, "", new byte[bytes], NOON);
    }
}
