package org.tidings.platform.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ClockTest {
    @Inject
    Clock clock;

    @Inject
    TestClock testClock;

    private static final Duration PATIENT = Duration.ofMinutes(1);

    @Inject
    DataSource database;

    @AfterEach
    void resetClock() {
        testClock.reset();
    }

    @Test
    void isUtcInMicrosecondsLikeTheDatabase() {
        for (var each : new Clock[] {clock, new DatabaseClock(database)}) {
            var now = each.instant();
            assertThat(now).isEqualTo(now.truncatedTo(ChronoUnit.MICROS));
            assertThat(each.getZone()).isEqualTo(ZoneOffset.UTC);
        }
    }

    @Test
    void testsCanAdvanceTheApplicationClock() {
        testClock.advance(Duration.ofDays(60));
        assertThat(clock.instant()).isAfter(Instant.now().plus(Duration.ofDays(59)));

        testClock.reset();
        assertThat(clock.instant()).isBefore(Instant.now().plusSeconds(1));
    }

    @Test
    void systemClockIsCorrectedToTheDatabaseClock() {
        for (Duration wrong : new Duration[] {Duration.ofMinutes(1), Duration.ofHours(-1), Duration.ofSeconds(2)}) {
            DatabaseClock corrected =
                    new DatabaseClock(database, Clock.offset(Clock.systemUTC(), wrong), System::nanoTime, PATIENT);
            corrected.compare();
            assertThat(Duration.between(corrected.instant(), Instant.now()).abs())
                    .isLessThan(Duration.ofSeconds(1));
        }
    }

    @Test
    void keepsTheCorrectionWhileTheDatabaseIsUnavailable() throws SQLException {
        AtomicBoolean away = new AtomicBoolean();
        DataSource mayBeAway = mayBeAway(away);
        DatabaseClock corrected = new DatabaseClock(
                mayBeAway, Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)), System::nanoTime, PATIENT);
        corrected.compare();
        away.set(true);
        corrected.compare();
        assertThat(Duration.between(corrected.instant(), Instant.now()).abs()).isLessThan(Duration.ofSeconds(1));
    }

    /** A suspended machine stops its monotonic clock, which has the same effect. */
    @Test
    void clockStepIsCorrectedBeforeTheNextRead() {
        TestClock machine = new TestClock();
        DatabaseClock corrected = new DatabaseClock(database, machine, System::nanoTime, PATIENT);
        corrected.compare();
        for (Duration step : new Duration[] {Duration.ofMinutes(1), Duration.ofMinutes(-2), Duration.ofHours(3)}) {
            machine.advance(step);
            await().untilAsserted(() -> assertThat(
                            Duration.between(corrected.instant(), Instant.now()).abs())
                    .isLessThan(Duration.ofSeconds(1)));
        }
    }

    /** Requests read the clock, too. */
    @Test
    void doesNotWaitForACorrectionWhileTheDatabaseIsUnavailable() {
        AtomicBoolean away = new AtomicBoolean();
        TestClock machine = new TestClock();
        DatabaseClock clock = new DatabaseClock(mayBeAway(away), machine, System::nanoTime, PATIENT);
        clock.compare();
        away.set(true);
        machine.advance(Duration.ofMinutes(1));
        await().untilAsserted(() -> assertThat(Duration.between(Instant.now(), clock.instant()))
                .isBetween(Duration.ofSeconds(59), Duration.ofSeconds(61)));
        away.set(false); // the step is corrected when the database is available again
        await().untilAsserted(() -> assertThat(
                        Duration.between(Instant.now(), clock.instant()).abs())
                .isLessThan(Duration.ofSeconds(1)));
    }

    private DataSource mayBeAway(AtomicBoolean away) {
        return (DataSource) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    if (away.get()) {
                        throw new SQLException("away");
                    }
                    return method.invoke(database, arguments);
                });
    }
}
