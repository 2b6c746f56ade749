package org.tidings.contact;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tidings.TestAccounts;
import org.tidings.account.ConsentRule;
import org.tidings.contact.MarketingConsent.Verdict;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.database.Utc;

/** The same decisions in SQL. */
@QuarkusTest
class MailPermissionTest {

    @Inject
    TestAccounts accounts;

    @Inject
    Transactions transactions;

    /** The time zone of the account. */
    private final ZoneId zone = ZoneId.of("Europe/Oslo");

    /** How the person behind the address is related to the student. */
    private enum Reader {
        STUDENT,
        GUARDIAN
    }

    @Test
    void sqlDecidesAsTheTableSays() {
        long account = accounts.owner().accountId();
        for (Reader reader : Reader.values()) {
            for (ConsentCase row : ConsentCase.all()) {
                transactions.run(connection -> {
                    long address = store(connection, account, row, reader);
                    Answer answer = ask(connection, account, address, row, ConsentCase.NOW);

                    assertThat(answer.refused())
                            .as("%s of %s", row, reader)
                            .isEqualTo(row.expected() != Verdict.ALLOWED);
                    if (row.expected() != Verdict.ALLOWED) {
                        assertThat(answer.reason()).as("%s of %s", row, reader).startsWith(words(row.expected()));
                    }
                });
            }
        }
    }

    @Test
    void theSameTableHoldsAtEveryLaterTime() {
        long account = accounts.owner().accountId();
        List<Duration> later = List.of(Duration.ofDays(30), Duration.ofDays(200), Duration.ofDays(800));
        for (ConsentCase row : ConsentCase.all()) {
            transactions.run(connection -> {
                long address = store(connection, account, row, Reader.GUARDIAN);
                for (Duration time : later) {
                    Instant then = ConsentCase.NOW.plus(time);
                    boolean allowed = row.consent().verdict(row.rule(), then, zone) == Verdict.ALLOWED;

                    assertThat(ask(connection, account, address, row, then).refused())
                            .as("%s after %s", row, time)
                            .isEqualTo(!allowed);
                }
            });
        }
    }

    @Test
    void waitingForAPlaceMakesNoCustomer() {
        long account = accounts.owner().accountId();
        ConsentCase open = ConsentCase.all().stream()
                .filter(row -> row.expected() == Verdict.ALLOWED
                        && MarketingConsent.OPEN.equals(row.contract())
                        && row.basis() == null)
                .findFirst()
                .orElseThrow();
        transactions.run(connection -> {
            long address = store(connection, account, open, Reader.STUDENT);
            update(
                    connection,
                    "update enrolment set status = 1 where contact_id in (select contact_id"
                            + " from contact_address where address_id = " + address + ")");

            assertThat(ask(connection, account, address, open, ConsentCase.NOW).refused())
                    .isTrue();
            insert(
                    connection,
                    "insert into enrolment (public_id, class_id, contact_id, status, from_day, created_at)"
                            + " select ?, n.class_id, n.contact_id, 3, '2026-10-01', '2026-10-01' from enrolment n"
                            + " join contact_address l on l.contact_id = n.contact_id where l.address_id = ?",
                    UlidCreator.getMonotonicUlid().toString(),
                    address);
            assertThat(ask(connection, account, address, open, ConsentCase.NOW).refused())
                    .isTrue();
        });
    }

    @Test
    void enrolmentWithoutAnEndLastsAsLongAsTheTerm() {
        long account = accounts.owner().accountId();
        ConsentCase open = ConsentCase.all().stream()
                .filter(row -> row.rule() == ConsentRule.AGREED_OR_RECENT
                        && row.expected() == Verdict.ALLOWED
                        && MarketingConsent.OPEN.equals(row.contract())
                        && row.basis() == null)
                .findFirst()
                .orElseThrow();
        Instant afterTwoYears = ConsentCase.NOW.plus(Duration.ofDays(740));
        for (Reader reader : Reader.values()) {
            transactions.run(connection -> {
                long address = store(connection, account, open, reader);
                assertThat(ask(connection, account, address, open, afterTwoYears)
                                .refused())
                        .isFalse();
                update(
                        connection,
                        "update weekly_class set term_until = '" + LocalDate.ofInstant(ConsentCase.NOW, zone)
                                + "' where account_id = " + account);

                assertThat(ask(connection, account, address, open, ConsentCase.NOW)
                                .refused())
                        .isFalse();
                assertThat(ask(connection, account, address, open, afterTwoYears)
                                .refused())
                        .isTrue();
            });
        }
    }

    @Test
    void onlyARefusalOfNoticesStopsNotices() {
        long account = accounts.owner().accountId();
        for (ConsentCase row : ConsentCase.all()) {
            transactions.run(connection -> {
                long address = store(connection, account, row, Reader.STUDENT);
                MailPermission notices = MailPermission.of(connection, account, false, ConsentCase.NOW);

                assertThat(select(connection, notices.refused(), notices.reason(), address)
                                .refused())
                        .isFalse();
                update(
                        connection,
                        "update address set service_refused_at = '2026-05-03 10:00:00' where id = " + address);
                assertThat(select(connection, notices.refused(), notices.reason(), address))
                        .isEqualTo(new Answer(true, "Unsubscribed from notices on 3 May 2026"));
            });
        }
    }

    private static String words(Verdict verdict) {
        return switch (verdict) {
            case WITHDRAWN -> "Unsubscribed on 1 Nov 2026";
            case PAUSED -> "Paused until 20 Dec 2026";
            case LAPSED -> "Consent has lapsed";
            default -> "Has not agreed to marketing email";
        };
    }

    private record Answer(boolean refused, @Nullable String reason) {}

    private static Answer ask(Connection connection, long account, long address, ConsentCase row, Instant now)
            throws SQLException {
        update(connection, "update account set consent_rule = '" + row.rule() + "' where id = " + account);
        MailPermission permission =
                MailPermission.of(connection, account, true, now).listed(row.listed() ? "true" : "false");
        return select(connection, permission.refused(), permission.reason(), address);
    }

    private static Answer select(Connection connection, String refused, String reason, long address)
            throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                        "select " + refused + ", " + reason + " from address a where a.id = " + address);
                ResultSet answer = select.executeQuery()) {
            answer.next();
            return new Answer(answer.getBoolean(1), answer.getString(2));
        }
    }

    private static long store(Connection connection, long account, ConsentCase row, Reader reader) throws SQLException {
        String id = UlidCreator.getMonotonicUlid().toString();
        ConsentBasis basis = row.basis();
        long address = insert(
                connection,
                "insert into address (account_id, email, created_at, unsubscribed_at, consented_at, consent_basis,"
                        + " paused_until) values (?, ?, '2026-01-01', ?, ?, ?, ?)",
                account,
                id + "@x.example",
                Utc.ofNullable(row.refusedAt()),
                Utc.ofNullable(row.agreedAt()),
                basis == null ? null : basis.code(),
                Utc.ofNullable(row.pausedUntil()));
        if (row.contract() == null) {
            return address;
        }
        long person = contact(connection, account);
        insert(connection, "insert into contact_address values (?, ?, 1, 0)", person, address);
        long student = person;
        if (reader == Reader.GUARDIAN) {
            student = contact(connection, account);
            long home = insert(
                    connection,
                    "insert into household (public_id, account_id, name, created_at) values (?, ?, 'Lee', '2026-01-01')",
                    UlidCreator.getMonotonicUlid().toString(),
                    account);
            insert(connection, "insert into household_member values (?, ?, 0)", home, person);
            insert(connection, "insert into household_member values (?, ?, 1)", home, student);
        }
        long weekly = insert(
                connection,
                "insert into weekly_class (public_id, account_id, name, programme, teacher, place, term_name, created_at)"
                        + " values (?, ?, 'Level 1', '', '', '', '', '2026-01-01')",
                id,
                account);
        insert(
                connection,
                "insert into enrolment (public_id, class_id, contact_id, status, from_day, until_day, created_at)"
                        + " values (?, ?, ?, 0, '2018-01-01', ?, '2018-01-01')",
                id,
                weekly,
                student,
                MarketingConsent.OPEN.equals(row.contract()) ? null : row.contract());
        return address;
    }

    private static long contact(Connection connection, long account) throws SQLException {
        return insert(
                connection,
                "insert into contact (public_id, account_id, first_name, last_name, phone, notes, created_at, updated_at)"
                        + " values (?, ?, 'Ann', 'Lee', '', '', '2026-01-01', '2026-01-01')",
                UlidCreator.getMonotonicUlid().toString(),
                account);
    }

    private static long insert(Connection connection, String sql, @Nullable Object... values) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            for (int i = 0; i < values.length; i++) {
                insert.setObject(i + 1, values[i]);
            }
            insert.executeUpdate();
            try (ResultSet keys = insert.getGeneratedKeys()) {
                return keys.next() ? keys.getLong(1) : 0;
            }
        }
    }

    private static void update(Connection connection, String sql) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            update.executeUpdate();
        }
    }
}
