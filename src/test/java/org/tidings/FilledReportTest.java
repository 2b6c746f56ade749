package org.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.tidings.feedback.MailedPeople;
import org.tidings.recipient.Invariants;

/** The report that the benchmarks measure is one that Tidings could have written. */
@QuarkusTest
class FilledReportTest {

    @Inject
    DataSource dataSource;

    @Inject
    MailedPeople people;

    @Inject
    Invariants invariants;

    @Inject
    TestAccounts accounts;

    @Test
    void filledReportIsConsistent() throws SQLException {
        accounts.owner();
        FilledReport report;
        try (Connection connection = dataSource.getConnection()) {
            report = FilledReport.write(connection, 2_000);
        }
        String blast = people.value("select id from blast where public_id = '" + report.id() + "'");
        assertThat(invariants.hold(Long.parseLong(String.valueOf(blast)))).isEqualTo(2_000);
        assertThat(people.value("select count(distinct address_id) from recipient where blast_id = " + blast))
                .isEqualTo("2000");
        assertThat(people.value("select count(distinct status) from recipient where blast_id = " + blast))
                .isEqualTo("8");
        assertThat(people.value("select count(distinct type) from recipient_event where blast_id = " + blast))
                .isEqualTo("3");
    }
}
