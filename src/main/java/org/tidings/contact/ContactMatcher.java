package org.tidings.contact;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.PublicIds;
import org.tidings.platform.database.InList;

/**
 * Finds out which stored person a row or an API item is about: by external id, else by id, else by the first address together with the name
 * (families share mailboxes), else, for people without an address, by the household together with the name. Four statements for any number of
 * keys.
 */
final class ContactMatcher {

    private final Connection connection;
    private final long accountId;

    ContactMatcher(Connection connection, long accountId) {
        this.connection = connection;
        this.accountId = accountId;
    }

    private record Candidate(long id, boolean hasExternalId, String name) {
        /** A person with a key in another program is somebody else than one with another key. */
        boolean isOpenTo(ContactUpserts.Key key) {
            return key.externalId() == null || !hasExternalId;
        }
    }

    /** The person for each key, in the same order; null for those who are not stored yet. */
    List<@Nullable Long> match(List<ContactUpserts.Key> keys) throws SQLException {
        Map<String, Long> byExternalId = ids(
                "select external_id, id from contact where account_id = ? and external_id in ",
                present(keys, ContactUpserts.Key::externalId));
        Map<String, Long> byPublicId = ids(
                "select public_id, id from contact where account_id = ? and public_id in ",
                PublicIds.among(present(keys, ContactUpserts.Key::publicId)));
        Map<String, List<Candidate>> byEmail = candidates(
                "select a.email, c.id, c.external_id, c.first_name, c.last_name from address a"
                        + " join contact_address l on l.address_id = a.id join contact c on c.id = l.contact_id"
                        + " where a.account_id = ? and a.email in ",
                present(keys, ContactUpserts.Key::email));
        Map<String, List<Candidate>> byHousehold = candidates(
                "select m.household_id, c.id, c.external_id, c.first_name, c.last_name from contact c"
                        + " join household_member m on m.contact_id = c.id"
                        + " where c.account_id = ? and m.household_id in ",
                keys.stream()
                        .map(ContactUpserts.Key::householdId)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        List<@Nullable Long> found = new ArrayList<>();
        for (ContactUpserts.Key key : keys) {
            Long id = byExternalId.get(Objects.requireNonNullElse(key.externalId(), ""));
            if (id == null) {
                id = byPublicId.get(Objects.requireNonNullElse(key.publicId(), ""));
            }
            if (id == null && key.email() != null) {
                id = likely(key, byEmail.getOrDefault(key.email(), List.of())).orElse(null);
            }
            if (id == null && key.householdId() != null) {
                id = sameName(key, byHousehold.getOrDefault(String.valueOf(key.householdId()), List.of()))
                        .orElse(null);
            }
            found.add(id);
        }
        return found;
    }

    /** The candidate of the same name; a single one without a name is taken for the same person at an address. */
    private static Optional<Long> likely(ContactUpserts.Key key, List<Candidate> candidates) {
        Optional<Long> same = sameName(key, candidates);
        if (same.isPresent() || candidates.size() != 1) {
            return same;
        }
        return candidates.stream()
                .filter(candidate -> candidate.isOpenTo(key))
                .filter(candidate ->
                        key.foldedName().isEmpty() || candidate.name().isEmpty())
                .map(Candidate::id)
                .findFirst();
    }

    private static Optional<Long> sameName(ContactUpserts.Key key, List<Candidate> candidates) {
        String name = key.foldedName();
        return candidates.stream()
                .filter(candidate -> candidate.isOpenTo(key))
                .filter(candidate -> !name.isEmpty() || key.email() != null)
                .filter(candidate -> candidate.name().equals(name))
                .map(Candidate::id)
                .findFirst();
    }

    private static List<String> present(
            List<ContactUpserts.Key> keys, Function<ContactUpserts.Key, @Nullable String> part) {
        return keys.stream()
                .flatMap(key -> Stream.ofNullable(part.apply(key)))
                .distinct()
                .toList();
    }

    private Map<String, Long> ids(String sql, Collection<String> keys) throws SQLException {
        Map<String, Long> ids = new HashMap<>();
        each(sql, keys, row -> ids.put(row.getString(1), row.getLong(2)));
        return ids;
    }

    private Map<String, List<Candidate>> candidates(String sql, Collection<?> keys) throws SQLException {
        Map<String, List<Candidate>> candidates = new HashMap<>();
        each(
                sql,
                keys,
                row -> candidates
                        .computeIfAbsent(row.getString(1), none -> new ArrayList<>())
                        .add(new Candidate(
                                row.getLong(2),
                                row.getString(3) != null,
                                ContactUpserts.Key.folded(row.getString(4), row.getString(5)))));
        return candidates;
    }

    private interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    private void each(String sql, Collection<?> keys, RowReader reader) throws SQLException {
        if (keys.isEmpty()) {
            return;
        }
        InList list = new InList(keys);
        try (PreparedStatement select = connection.prepareStatement(sql + list.marks())) {
            select.setLong(1, accountId);
            list.bind(select, 2);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    reader.read(row);
                }
            }
        }
    }
}
