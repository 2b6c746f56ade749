package org.tidings.report.calls;

import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A home within a blast; exactly one of the ids is not 0.
 *
 * @param householdId a household
 * @param contactId a person without a household
 * @param seq a recipient who is not in People
 */
record HomeKey(long householdId, long contactId, int seq) {

    static HomeKey read(ResultSet row) throws SQLException {
        return new HomeKey(row.getLong("household_id"), row.getLong("contact_id"), row.getInt("seq"));
    }
}
