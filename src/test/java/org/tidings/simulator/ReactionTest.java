package org.tidings.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the HTTP requests of simulated recipients after they get a message over SMTP. */
class ReactionTest {
    private World world;

    @BeforeEach
    void start() throws IOException {
        world = new World();
    }

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void plainMailboxDoesNothing() throws IOException {
        deliverAndAwaitQuiet("ann@x.test");
        deliverAndAwaitQuiet("ann+late-bounce@x.test");
        assertThat(world.tidings.calls()).isEmpty();
    }

    @Test
    void openingLoadsThePixelWithAMailProgram() throws IOException {
        deliverAndAwaitQuiet("ann+open@x.test");
        assertThat(world.tidings.calls()).singleElement().satisfies(call -> {
            assertThat(call.line()).isEqualTo("GET /o/TOKEN.gif");
            assertThat(call.userAgent())
                    .isEqualTo(MailProgram.of("ann+open@x.test").forImages());
        });
        assertThat(notes("ann+open@x.test")).containsExactly("accepted", "loaded the tracking pixel");
    }

    @Test
    void clickingOpensThenFollowsTheFirstTrackedLinkButNotItsRedirect() throws IOException {
        deliverAndAwaitQuiet("ann+click@x.test");
        assertThat(world.tidings.lines()).containsExactly("GET /o/TOKEN.gif", "GET /c/FIRST?a=1&b=2");
        assertThat(world.tidings.calls().get(1).userAgent())
                .isEqualTo(MailProgram.of("ann+click@x.test").forLinks());
    }

    @Test
    void privacyProxyLoadsThePixelAnonymously() throws IOException {
        deliverAndAwaitQuiet("ann+prefetch@x.test");
        assertThat(world.tidings.calls()).singleElement().satisfies(call -> {
            assertThat(call.line()).isEqualTo("GET /o/TOKEN.gif");
            assertThat(call.userAgent()).isEqualTo("Mozilla/5.0");
        });
    }

    @Test
    void scannerRequestsEveryOwnLinkAndPostsNothing() throws IOException {
        long before = System.nanoTime();
        deliverAndAwaitQuiet("ann+scanner@x.test");
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(world.tidings.lines())
                .containsExactly(
                        "GET /v/TOKEN", "HEAD /c/FIRST?a=1&b=2", "GET /c/SECOND", "GET /u/TOKEN", "GET /c/TEXT1");
        assertThat(world.tidings.calls())
                .allSatisfy(call -> assertThat(call.userAgent()).contains("Chrome/"));
    }

    @Test
    void unsubscribingPostsTheOneClickForm() throws IOException {
        deliverAndAwaitQuiet("ann+unsubscribe@x.test");
        assertThat(world.tidings.calls()).singleElement().satisfies(call -> {
            assertThat(call.line()).isEqualTo("POST /u/TOKEN");
            assertThat(call.contentType()).isEqualTo("application/x-www-form-urlencoded");
            assertThat(call.body()).isEqualTo("List-Unsubscribe=One-Click");
        });
        assertThat(notes("ann+unsubscribe@x.test")).containsExactly("accepted", "unsubscribed with one click");
    }

    @Test
    void failedRequestIsRecordedAndDoesNotStopOthers() throws IOException {
        world.tidings.close();
        deliverAndAwaitQuiet("ann+click@x.test");
        assertThat(notes("ann+click@x.test")).hasSize(3).last().asString().startsWith("failed");
    }

    @Test
    void invalidMimeDoesNotStopOthers() throws IOException {
        try (SmtpClient client = new SmtpClient(world.listener.port())) {
            client.send("", "ann+click@x.test", "Content-Type: multipart/mixed\n\n--\0");
        }
        await().until(world.reactions::isQuiet);
        deliverAndAwaitQuiet("eve+open@x.test");
        assertThat(world.tidings.lines()).containsExactly("GET /o/TOKEN.gif");
    }

    @Test
    void mailIsAcceptedNoFasterThanReactionsCompleteAtCapacity() throws Exception {
        CountDownLatch slow = new CountDownLatch(1);
        Reaction waiting = arrival -> List.of(new Reaction.Step(Duration.ZERO, () -> {
            slow.await();
            return "at last";
        }));
        try (Reactions reactions = new Reactions(Map.of(Tag.OPEN, waiting), 1, 4096, Clock.systemUTC())) {
            List<Thread> senders = IntStream.range(0, 6)
                    .mapToObj(i -> new Thread(() -> reactions.begin(arrival("p" + i + "+open@x.test"))))
                    .toList();
            senders.forEach(Thread::start);
            await().until(() -> senders.stream().filter(Thread::isAlive).count() == 2);
            slow.countDown();
            for (Thread sender : senders) {
                sender.join();
            }
            await().until(reactions::isQuiet);
        }
    }

    private static Arrival arrival(String address) {
        return Arrival.accepted(
                address,
                "",
                "Subject: x\r\n\r\n".getBytes(StandardCharsets.UTF_8),
                Clock.systemUTC().instant());
    }

    private void deliverAndAwaitQuiet(String address) throws IOException {
        assertThat(world.deliver(address)).startsWith("250");
        await().until(world.reactions::isQuiet);
    }

    private List<String> notes(String address) {
        return world.inboxes.of(address).get(0).notes().stream()
                .map(Arrival.Note::text)
                .toList();
    }
}
