package org.tidings.contact.imports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row of the file.
 *
 * @param householdId the key of the household in another program; null if the row has none
 * @param household the name of the household; empty if the row has none
 * @param isHouseholdDerived whether the file does not name the household: then it is that of the guardian in the row
 * @param people the people whom the row names; empty if nothing of it can be imported
 * @param problems what cannot be imported
 */
record ImportedRow(
        int line,
        @Nullable String householdId,
        String household,
        boolean isHouseholdDerived,
        List<ImportedPerson> people,
        List<Problem> problems,
        List<String> cells) {

    /**
     * A cell that cannot be imported.
     *
     * @param column the heading; empty if the whole row is meant
     */
    record Problem(String column, String reason) {}

    boolean hasHousehold() {
        return householdId != null || !household.isEmpty();
    }
}
