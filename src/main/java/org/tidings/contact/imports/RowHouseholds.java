package org.tidings.contact.imports;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.Households;

/** The households of some rows: by their key in another program, else by name if the name is unique. Those that do not exist are added. */
final class RowHouseholds {

    private final Map<String, Households.Home> byId = new HashMap<>();
    private final Map<String, Households.Home> byName = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    private RowHouseholds() {}

    static RowHouseholds of(Households households, long accountId, List<ImportedRow> rows) {
        RowHouseholds found = new RowHouseholds();
        List<String> ids = rows.stream()
                .flatMap(row -> Stream.ofNullable(row.householdId()))
                .distinct()
                .toList();
        households.byPublicIds(accountId, ids).forEach(home -> found.byId.put(home.publicId(), home));
        households
                .byExternalIds(accountId, ids)
                .forEach(home -> found.byId.put(Objects.requireNonNull(home.externalId()), home));
        List<String> names = rows.stream()
                .filter(row -> row.householdId() == null && !row.household().isEmpty())
                .map(ImportedRow::household)
                .distinct()
                .toList();
        for (Households.Home home : households.byNames(accountId, names)) {
            if (found.byName.put(key(home.name()), home) != null) {
                found.ambiguous.add(key(home.name()));
            }
        }
        found.addMissing(households, accountId, rows);
        return found;
    }

    private void addMissing(Households households, long accountId, List<ImportedRow> rows) {
        Map<String, Households.New> missing = new LinkedHashMap<>();
        for (ImportedRow row : rows) {
            if (row.people().isEmpty() || !row.hasHousehold() || home(row) != null) {
                continue;
            }
            String id = row.householdId();
            if (id != null) {
                missing.merge("id " + id, new Households.New(id, nameOf(row)), (first, again) -> first);
            } else {
                missing.putIfAbsent("name " + key(row.household()), new Households.New(null, row.household()));
            }
        }
        List<Households.New> wanted = new ArrayList<>(missing.values());
        List<Households.Home> added = households.add(accountId, wanted);
        for (Households.Home home : added) {
            if (home.externalId() != null) {
                byId.put(home.externalId(), home);
            } else {
                byName.put(key(home.name()), home);
            }
        }
    }

    private static String nameOf(ImportedRow row) {
        if (!row.household().isEmpty()) {
            return row.household();
        }
        ImportedPerson person = row.people().get(0);
        String name = person.lastName().isEmpty() ? person.firstName() : person.lastName();
        return name.isEmpty() ? Objects.requireNonNull(row.householdId()) : name;
    }

    /** Null if the row names no household. */
    Households.@Nullable Home home(ImportedRow row) {
        return row.householdId() != null ? byId.get(row.householdId()) : byName.get(key(row.household()));
    }

    /** Why the household of the row is not known; null if it is. */
    @Nullable
    String ambiguity(ImportedRow row) {
        return row.householdId() == null && ambiguous.contains(key(row.household()))
                ? "Several households are called " + row.household() + ": add a column household_id"
                : null;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
