package org.tidings.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tidings.feedback.MailedPeople.Mailed;
import org.tidings.platform.PlatformConfig;
import org.tidings.recipient.RecipientStatus;

/** Kills the database while bounces are being received. */
@QuarkusTest
class SmtpIntakeOutageTest {

    private static final int PEOPLE = 300;

    @Inject
    SmtpIntake intake;

    @Inject
    MailedPeople people;

    @Inject
    PlatformConfig platform;

    @Test
    void noAcknowledgedMessageIsLostAndOthersAreRetried() throws Exception {
        long account = people.one(RecipientStatus.SENT).accountId();
        List<String> emails = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            emails.add("p" + i + "@x.example");
        }
        List<Mailed> mailed = people.add(people.blast(account), emails, RecipientStatus.OPEN);
        AtomicInteger acknowledged = new AtomicInteger();
        AtomicInteger deferred = new AtomicInteger();
        ExecutorService servers = Executors.newFixedThreadPool(10);
        List<Future<?>> deliveries = new ArrayList<>();
        for (Mailed person : mailed) {
            deliveries.add(servers.submit(() -> await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(200))
                    .pollDelay(Duration.ZERO)
                    .until(() -> {
                        String answer = deliver(person);
                        deferred.addAndGet(answer.startsWith("451 4.3.0") ? 1 : 0);
                        return answer.startsWith("250");
                    })));
            deliveries.add(servers.submit(() -> {
                if (acknowledged.incrementAndGet() == PEOPLE / 3) {
                    killDatabase();
                }
            }));
        }
        for (Future<?> delivery : deliveries) {
            delivery.get(6, TimeUnit.MINUTES);
        }
        servers.shutdown();
        assertThat(deferred.get()).isPositive();
        for (Mailed person : mailed) {
            assertThat(people.events(person)).as(person.email()).containsExactly("BOUNCED");
            assertThat(people.invalid(person)).isNotNull();
        }
    }

    /** Kills the database server, which restarts after a few seconds. */
    private void killDatabase() {
        try {
            Path pid = platform.dataDir().resolve("database").resolve("pid");
            ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()))
                    .orElseThrow()
                    .destroyForcibly();
        } catch (IOException noPid) {
            throw new IllegalStateException(noPid);
        }
    }

    private String deliver(Mailed person) throws IOException {
        try (Peer peer = Peer.bouncing(intake.port())) {
            peer.say("RCPT TO:<" + people.returnPath(person) + ">");
            return peer.data(
                    SampleNotices.report("failed", "5.1.1", "550 5.1.1 User unknown", people.messageToken(person)));
        }
    }
}
