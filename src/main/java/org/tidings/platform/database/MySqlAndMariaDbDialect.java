package org.tidings.platform.database;

import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.lock.internal.MariaDBLockingSupport;
import org.hibernate.dialect.lock.spi.LockingSupport;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;

/**
 * MySQL's dialect, without the {@code for update of alias} that MariaDB does not understand. Rows are locked with a
 * plain {@code for update}, which both know, with {@code skip locked} or {@code nowait} where asked.
 */
public class MySqlAndMariaDbDialect extends MySQLDialect {
    private static final LockingSupport LOCKING = new MariaDBLockingSupport(true, true);

    /** Called where Hibernate starts without looking at the database. */
    public MySqlAndMariaDbDialect() {
        super(DatabaseVersion.make(8, 0));
    }

    /** Called where Hibernate looks at the database first, as in tests. */
    public MySqlAndMariaDbDialect(DialectResolutionInfo info) {
        super(info);
    }

    @Override
    public LockingSupport getLockingSupport() {
        return LOCKING;
    }

    @Override
    protected boolean supportsAliasLocks() {
        return false;
    }
}
