package org.tidings.platform.database;

import org.hibernate.dialect.DatabaseVersion;
import org.hibernate.dialect.MySQLDialect;
import org.hibernate.dialect.lock.internal.MariaDBLockingSupport;
import org.hibernate.dialect.lock.spi.LockingSupport;
import org.hibernate.engine.jdbc.dialect.spi.DialectResolutionInfo;

/**
 * The MySQL dialect without {@code for update of alias}, which MariaDB does not support. Rows are locked with {@code for update}, optionally
 * with {@code skip locked} or {@code nowait}, which both support.
 */
public class MySqlAndMariaDbDialect extends MySQLDialect {
    private static final LockingSupport LOCKING = new MariaDBLockingSupport(true, true);

    /** Used when Hibernate starts without reading database metadata. */
    public MySqlAndMariaDbDialect() {
        super(DatabaseVersion.make(8, 0));
    }

    /** Used when Hibernate reads database metadata first, as in tests. */
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
