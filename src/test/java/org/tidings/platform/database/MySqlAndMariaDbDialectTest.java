package org.tidings.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.Timeout;
import org.hibernate.Timeouts;
import org.hibernate.dialect.RowLockStrategy;
import org.junit.jupiter.api.Test;

class MySqlAndMariaDbDialectTest {
    private final MySqlAndMariaDbDialect dialect = new MySqlAndMariaDbDialect();

    @Test
    void locksNameNoAliasWhichMariaDbWouldNotUnderstand() {
        assertThat(dialect.getForUpdateString("b1_0")).doesNotContain("b1_0");
        assertThat(dialect.getLockingSupport().getMetadata().getWriteRowLockStrategy())
                .isEqualTo(RowLockStrategy.NONE);
    }

    @Test
    void lockedRowsCanBeSkipped() {
        assertThat(dialect.getWriteLockString(Timeouts.SKIP_LOCKED)).isEqualTo(" for update skip locked");
        assertThat(dialect.getWriteLockString(Timeout.milliseconds(-1)).strip()).isEqualTo("for update");
    }
}
