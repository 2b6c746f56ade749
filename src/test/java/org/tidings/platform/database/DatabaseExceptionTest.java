package org.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseExceptionTest {

    @ParameterizedTest
    @CsvSource({
        "08S01, 0, true",
        "HY000, 1021, true",
        "HY000, 1290, true",
        "40001, 1213, true",
        "22001, 1406, false",
        "23000, 1062, false",
        "42000, 1064, false",
        "HY000, 1267, false",
        "HY000, 1366, false"
    })
    void dataThatTheDatabaseRefusesIsNoOutage(String state, int code, boolean outage) {
        assertThat(new DatabaseException(new SQLException("refused", state, code)).isOutage())
                .isEqualTo(outage);
    }

    @Test
    void rowThatAUniqueKeyRefusesIsADuplicate() {
        SQLException duplicate = new SQLIntegrityConstraintViolationException("Duplicate entry", "23000", 1062);
        SQLException missing = new SQLIntegrityConstraintViolationException("Cannot be null", "23000", 1048);
        assertThat(DatabaseException.isDuplicate(new IllegalStateException(duplicate)))
                .isTrue();
        assertThat(DatabaseException.isDuplicate(new IllegalStateException(missing)))
                .isFalse();
    }
}
