package org.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.agroal.api.AgroalDataSource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import liquibase.analytics.configuration.AnalyticsArgs;
import org.junit.jupiter.api.Test;

/** What every statement of the application may rely on. */
@QuarkusTest
class DatasourceTest {
    @Inject
    AgroalDataSource datasource;

    @Test
    void timesAreUtc() throws SQLException {
        assertThat(query("select timestampdiff(second, now(), utc_timestamp())"))
                .isEqualTo("0");
    }

    @Test
    void queueWorkersDoNotLockGaps() throws SQLException {
        assertThat(query("select @@transaction_isolation")).isEqualTo("READ-COMMITTED");
    }

    @Test
    void badValuesAreRefusedAsByMySql() throws SQLException {
        assertThat(query("select @@sql_mode")).contains("STRICT_TRANS_TABLES", "ONLY_FULL_GROUP_BY", "NO_ZERO_DATE");
    }

    @Test
    void aCommitIsOnDisk() throws SQLException {
        assertThat(query("select @@innodb_flush_log_at_trx_commit")).isEqualTo("1");
    }

    @Test
    void errorOfPreparingAStatementIsNotHidden() throws SQLException {
        try (var connection = datasource.getConnection()) {
            assertThatExceptionOfType(SQLException.class)
                    .isThrownBy(() -> connection
                            .prepareStatement("select 1 from no_such_table")
                            .close());
        }
    }

    @Test
    void emojiFits() throws SQLException {
        assertThat(query("select '🎉'")).isEqualTo("🎉");
        assertThat(query("select @@character_set_database")).isEqualTo("utf8mb4");
    }

    @Test
    void tablesCompareAsTheConnectionDoes() throws SQLException {
        assertThat(query("select @@collation_database")).isEqualTo(query("select @@collation_connection"));
    }

    @Test
    void migrationsHaveRun() throws SQLException {
        assertThat(query("select count(*) from information_schema.tables where table_name = 'installation'"))
                .isEqualTo("1");
    }

    @Test
    void liquibaseReportsToNobody() {
        assertThat(AnalyticsArgs.ENABLED.getCurrentValue()).isFalse();
    }

    private String query(String sql) throws SQLException {
        try (var connection = datasource.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
