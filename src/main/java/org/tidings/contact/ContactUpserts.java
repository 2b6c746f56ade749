package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.Transactions;

/** Adds or changes many people who are named by what is known of them, not by an id. Used by imports and by the API. */
@ApplicationScoped
public class ContactUpserts {

    private final Transactions transactions;
    private final ContactStore store;

    ContactUpserts(Transactions transactions, ContactStore store) {
        this.transactions = transactions;
        this.store = store;
    }

    /**
     * What identifies a person; see {@link ContactMatcher}.
     *
     * @param publicId the ULID
     * @param email the first address
     * @param householdId the first household
     */
    public record Key(
            @Nullable String externalId,
            @Nullable String publicId,
            @Nullable String email,
            String firstName,
            String lastName,
            @Nullable Long householdId) {

        String foldedName() {
            return folded(firstName, lastName);
        }

        static String folded(String first, String last) {
            return SearchTerms.folded((first + " " + last).strip());
        }

        /** Equal for two keys of one request that are about the same new person. */
        private Object identity() {
            if (externalId == null && email == null && householdId == null) {
                return new Object(); // nothing tells two people of the same name apart
            }
            return externalId != null
                    ? List.of("external", externalId)
                    : List.of(
                            email == null ? "" : email,
                            foldedName(),
                            email != null || householdId == null ? -1L : householdId);
        }
    }

    /**
     * A person to be added or changed.
     *
     * @param isPhoneRead see {@link ContactStore.Edit}
     */
    public record Upsert(Key key, UnaryOperator<ContactDetails> change, boolean isPhoneRead) {

        /** A change that may bring a phone number as it was typed. */
        public Upsert(Key key, UnaryOperator<ContactDetails> change) {
            this(key, change, false);
        }
    }

    /** Which people to write; others are skipped. */
    public enum Mode {
        CREATE_AND_UPDATE,
        CREATE,
        UPDATE
    }

    /** What became of one item. */
    public enum Result {
        CREATED,
        UPDATED,
        UNCHANGED,
        /** Not written, because of the {@link Mode}. */
        SKIPPED
    }

    /**
     * What became of one item.
     *
     * @param saved null if it was skipped
     */
    public record Done(Result result, ContactStore.@Nullable Saved saved) {}

    /** The stored person for each key, in the same order; null for those who are not stored. */
    public List<@Nullable Long> find(long accountId, List<Key> keys) {
        return transactions.call(connection -> new ContactMatcher(connection, accountId).match(keys));
    }

    /** Writes the people in one transaction, that of the caller if there is one; returns one result per item, in the same order. */
    public List<Done> write(long accountId, List<Upsert> items, Mode mode) {
        return transactions.call(connection -> {
            List<@Nullable Long> ids = new ContactMatcher(connection, accountId)
                    .match(items.stream().map(Upsert::key).toList());
            Map<Object, Group> groups = new LinkedHashMap<>();
            List<@Nullable Group> ofItems = new ArrayList<>();
            Map<Long, String> externalIds = new HashMap<>();
            for (int i = 0; i < items.size(); i++) {
                Long id = withoutRival(ids.get(i), items.get(i).key().externalId(), externalIds);
                boolean wanted = mode == Mode.CREATE_AND_UPDATE || (mode == Mode.CREATE) == (id == null);
                Key key = items.get(i).key();
                Group group =
                        wanted ? groups.computeIfAbsent(id == null ? key.identity() : id, same -> new Group(id)) : null;
                if (group != null) {
                    group.items.add(items.get(i));
                }
                ofItems.add(group);
            }
            List<Group> all = List.copyOf(groups.values());
            List<ContactStore.Saved> saved =
                    store.save(accountId, all.stream().map(Group::edit).toList());
            Map<Group, ContactStore.Saved> results = new LinkedHashMap<>();
            for (int i = 0; i < all.size(); i++) {
                results.put(all.get(i), saved.get(i));
            }
            Set<Group> created = new HashSet<>();
            return ofItems.stream()
                    .map(group -> done(results.get(group), created.add(group)))
                    .toList();
        });
    }

    /** Of several external ids that match one stored person, only the first is theirs; the others are of people who are not stored yet. */
    private static @Nullable Long withoutRival(
            @Nullable Long id, @Nullable String externalId, Map<Long, String> externalIds) {
        if (id == null || externalId == null) {
            return id;
        }
        return externalId.equals(externalIds.computeIfAbsent(id, first -> externalId)) ? id : null;
    }

    /** Of several items about one new person, the first creates it and the others update it. */
    private static Done done(ContactStore.@Nullable Saved saved, boolean isFirst) {
        if (saved == null) {
            return new Done(Result.SKIPPED, null);
        }
        if (saved.isNew() && isFirst) {
            return new Done(Result.CREATED, saved);
        }
        return new Done(saved.isChanged() ? Result.UPDATED : Result.UNCHANGED, saved);
    }

    /** All items about one person. */
    private static final class Group {
        final @Nullable Long id;
        final List<Upsert> items = new ArrayList<>();

        Group(@Nullable Long id) {
            this.id = id;
        }

        ContactStore.Edit edit() {
            return new ContactStore.Edit(
                    id,
                    before -> {
                        ContactDetails after = before;
                        for (Upsert item : items) {
                            after = item.change().apply(after);
                        }
                        return after;
                    },
                    items.stream().allMatch(Upsert::isPhoneRead));
        }
    }
}
