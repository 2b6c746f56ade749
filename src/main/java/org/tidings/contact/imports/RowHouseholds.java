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
import org.tidings.contact.ContactStore;
import org.tidings.contact.ContactUpserts;
import org.tidings.contact.Households;

/** The households of some rows: by their key in another program, else by name if the name is unique. Those that do not exist are added. */
final class RowHouseholds {

    private final Map<String, Households.Home> byId = new HashMap<>();
    private final Map<String, Households.Home> byName = new HashMap<>();
    /** The households of guardians whose rows name none. */
    private final Map<ContactUpserts.Key, Households.Home> byGuardian = new HashMap<>();

    private final Set<String> ambiguous = new HashSet<>();

    private RowHouseholds() {}

    static RowHouseholds of(
            Households households,
            ContactUpserts upserts,
            ContactStore contacts,
            long accountId,
            List<ImportedRow> rows) {
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
                .filter(row -> row.householdId() == null && !row.household().isEmpty() && !row.isHouseholdDerived())
                .map(ImportedRow::household)
                .distinct()
                .toList();
        for (Households.Home home : households.byNames(accountId, names)) {
            if (found.byName.put(key(home.name()), home) != null) {
                found.ambiguous.add(key(home.name()));
            }
        }
        found.findGuardians(upserts, contacts, accountId, rows);
        found.addMissing(households, accountId, rows);
        return found;
    }

    /** Families can have one last name, so a household that the file does not name is found by its guardian. */
    private void findGuardians(ContactUpserts upserts, ContactStore contacts, long accountId, List<ImportedRow> rows) {
        List<ImportedRow> derived = rows.stream()
                .filter(row -> row.isHouseholdDerived() && !row.people().isEmpty())
                .toList();
        List<@Nullable Long> ids = upserts.find(
                accountId, derived.stream().map(RowHouseholds::guardian).toList());
        Map<Long, ContactStore.Person> people =
                contacts.read(accountId, ids.stream().filter(Objects::nonNull).toList());
        for (int i = 0; i < derived.size(); i++) {
            ContactStore.Person person = ids.get(i) == null ? null : people.get(ids.get(i));
            ContactUpserts.Key guardian = guardian(derived.get(i));
            if (person != null) {
                person.details().households().stream()
                        .findFirst()
                        .ifPresent(home -> byGuardian.put(
                                guardian, new Households.Home(home.householdId(), home.publicId(), null, home.name())));
            }
        }
    }

    private static ContactUpserts.Key guardian(ImportedRow row) {
        return row.people().get(0).key(null);
    }

    private void addMissing(Households households, long accountId, List<ImportedRow> rows) {
        Map<String, Households.New> missing = new LinkedHashMap<>();
        Map<ContactUpserts.Key, Households.New> guardians = new LinkedHashMap<>();
        for (ImportedRow row : rows) {
            if (row.people().isEmpty() || !row.hasHousehold() || home(row) != null) {
                continue;
            }
            String id = row.householdId();
            if (row.isHouseholdDerived()) {
                guardians.putIfAbsent(guardian(row), new Households.New(null, nameOf(row)));
            } else if (id != null) {
                missing.merge("id " + id, new Households.New(id, nameOf(row)), (first, again) -> first);
            } else {
                missing.putIfAbsent("name " + key(row.household()), new Households.New(null, row.household()));
            }
        }
        List<ContactUpserts.Key> keys = List.copyOf(guardians.keySet());
        List<Households.Home> ofGuardians = households.add(accountId, List.copyOf(guardians.values()));
        for (int i = 0; i < keys.size(); i++) {
            byGuardian.put(keys.get(i), ofGuardians.get(i));
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
        if (row.isHouseholdDerived()) {
            return row.people().isEmpty() ? null : byGuardian.get(guardian(row));
        }
        return row.householdId() != null ? byId.get(row.householdId()) : byName.get(key(row.household()));
    }

    /** Why the household of the row is not known; null if it is. */
    @Nullable
    String ambiguity(ImportedRow row) {
        return row.householdId() == null && !row.isHouseholdDerived() && ambiguous.contains(key(row.household()))
                ? "Several households are called " + row.household() + ": add a column household_id"
                : null;
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
