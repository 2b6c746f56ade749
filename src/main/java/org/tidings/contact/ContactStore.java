package org.tidings.contact;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.platform.database.Transactions;

/**
 * Reads and changes people. Forms, the API and imports describe a change as a function of what is stored; the store applies it under a lock and
 * writes the differences set-wise, so a chunk of a thousand people takes a few dozen statements.
 */
@ApplicationScoped
public class ContactStore {

    private final Transactions transactions;
    private final ErasedAddresses erased;
    private final Clock clock;

    ContactStore(Transactions transactions, ErasedAddresses erased, Clock clock) {
        this.transactions = transactions;
        this.erased = erased;
        this.clock = clock;
    }

    /**
     * A change of one person.
     *
     * @param id the person; null adds a person
     * @param change computes the new details from the stored ones; may be called repeatedly
     * @param isPhoneRead whether a new phone number is already in the form in which it is stored
     */
    public record Edit(@Nullable Long id, UnaryOperator<ContactDetails> change, boolean isPhoneRead) {

        /** A change that may bring a phone number as it was typed. */
        public Edit(@Nullable Long id, UnaryOperator<ContactDetails> change) {
            this(id, change, false);
        }
    }

    /**
     * A person after a change.
     *
     * @param before null if the person was added
     */
    public record Saved(long id, String publicId, @Nullable ContactDetails before, ContactDetails after) {

        public boolean isNew() {
            return before == null;
        }

        public boolean isChanged() {
            return !after.equals(before);
        }
    }

    /** A stored person. */
    public record Person(long id, String publicId, ContactDetails details) {}

    /** Adds one person. */
    public Saved add(long accountId, ContactDetails details) {
        return save(accountId, List.of(new Edit(null, none -> details))).get(0);
    }

    /**
     * Changes one person.
     *
     * @throws NoSuchContactException if the account has no such person
     */
    public Saved change(long accountId, long id, UnaryOperator<ContactDetails> change) {
        return save(accountId, List.of(new Edit(id, change))).get(0);
    }

    /**
     * Applies the changes in one transaction, that of the caller if there is one. Each person may occur once.
     *
     * @return one result per change, in the same order
     * @throws NoSuchContactException if the account has no such person
     * @throws TakenExternalIdException if another person of the account has the external id
     */
    public List<Saved> save(long accountId, List<Edit> edits) {
        return transactions.call(connection -> save(connection, accountId, edits));
    }

    private List<Saved> save(Connection connection, long accountId, List<Edit> edits) throws SQLException {
        List<Long> ids = edits.stream().map(Edit::id).filter(Objects::nonNull).toList();
        Map<Long, ContactRows.Stored> stored = ContactRows.read(connection, accountId, ids, true);
        List<ContactWriter.Change> changes = new ArrayList<>();
        String region = Account.<Account>findById(accountId).region();
        for (Edit edit : edits) {
            ContactRows.Stored before = edit.id() == null ? null : stored.get(edit.id());
            if (edit.id() != null && before == null) {
                throw new NoSuchContactException();
            }
            ContactDetails after = edit.change().apply(before == null ? ContactDetails.NOBODY : before.details());
            changes.add(new ContactWriter.Change(
                    before == null ? 0 : before.id(),
                    before == null ? UlidCreator.getMonotonicUlid().toString() : before.publicId(),
                    before == null ? null : before.details(),
                    edit.isPhoneRead() ? after : withInternationalPhone(after, before, region)));
        }
        return new ContactWriter(connection, erased, accountId, clock.instant()).write(changes);
    }

    private static ContactDetails withInternationalPhone(
            ContactDetails person, ContactRows.@Nullable Stored before, String region) {
        String phone = person.phone();
        boolean isStored = before != null && before.details().phone().equals(phone);
        return phone.isEmpty() || isStored
                ? person
                : person.withPhone(PhoneNumber.e164(phone, region).orElse(phone));
    }

    /**
     * Replaces a mistyped address by the correct one, for everyone who has it. Order and kind of mail stay.
     *
     * @return the number of people
     */
    public int correctAddress(long accountId, String from, String to) {
        return transactions.call(connection -> {
            List<Edit> edits = owners(connection, accountId, from).stream()
                    .map(id -> new Edit(id, person -> person.withCorrected(from, to)))
                    .toList();
            return save(connection, accountId, edits).size();
        });
    }

    /** The people who read an address. Uses {@code address_uq_account_email} and {@code contact_address_fk_address}. */
    private static List<Long> owners(Connection connection, long accountId, String email) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select l.contact_id from address a join contact_address l on l.address_id = a.id"
                        + " where a.account_id = ? and a.email = ?")) {
            select.setLong(1, accountId);
            select.setString(2, email);
            List<Long> ids = new ArrayList<>();
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    ids.add(row.getLong(1));
                }
            }
            return ids;
        }
    }

    /** One person. */
    public Optional<Person> find(long accountId, long id) {
        return Optional.ofNullable(read(accountId, List.of(id)).get(id));
    }

    /** The people with these ids, in this order; ids that the account does not have are skipped. */
    public Map<Long, Person> read(long accountId, Collection<Long> ids) {
        Set<Long> wanted = new LinkedHashSet<>(ids);
        return transactions.call(connection -> {
            Map<Long, ContactRows.Stored> stored = ContactRows.read(connection, accountId, wanted, false);
            Map<Long, Person> people = new LinkedHashMap<>();
            for (long id : wanted) {
                ContactRows.Stored one = stored.get(id);
                if (one != null) {
                    people.put(id, new Person(id, one.publicId(), one.details()));
                }
            }
            return people;
        });
    }

    /**
     * Deletes people with their enrolments, memberships and tags. Their addresses stay, with validity and consent: they may be somebody else's
     * too.
     */
    public void delete(long accountId, Collection<Long> ids) {
        transactions.run(connection -> {
            Map<Long, ContactRows.Stored> stored = ContactRows.read(connection, accountId, ids, true);
            new ContactWriter(connection, erased, accountId, clock.instant()).delete(stored.values());
        });
    }
}
