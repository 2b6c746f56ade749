package org.tidings.contact;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tidings.platform.database.Transactions;

/** Tags that recipients choose on public pages. The topics of an address are those of the people who read it. */
@ApplicationScoped
public class Topics {

    private final Transactions transactions;
    private final ContactStore contacts;
    private final Readers readers;
    private final AddressBook addresses;

    Topics(Transactions transactions, ContactStore contacts, Readers readers, AddressBook addresses) {
        this.transactions = transactions;
        this.contacts = contacts;
        this.readers = readers;
        this.addresses = addresses;
    }

    /**
     * One topic.
     *
     * @param id the key of the tag
     * @param tag its name among staff
     * @param name its name on public pages
     */
    public record Topic(long id, String tag, String name) {}

    /** The topics of an account by name. Uses {@code tag_uq_name}. */
    public List<Topic> all(long accountId) {
        return transactions.call(connection -> {
            try (PreparedStatement select =
                    connection.prepareStatement("select id, name, coalesce(public_name, name) as shown from tag"
                            + " where account_id = ? and topic order by shown, id")) {
                select.setLong(1, accountId);
                List<Topic> topics = new ArrayList<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        topics.add(new Topic(row.getLong("id"), row.getString("name"), row.getString("shown")));
                    }
                }
                return topics;
            }
        });
    }

    /** The keys of the topics that somebody who reads the address has. Uses {@code contact_address_fk_address} and {@code contact_tag_fk_contact}. */
    public Set<Long> of(long addressId) {
        return transactions.call(connection -> {
            try (PreparedStatement select = connection.prepareStatement(
                    "select distinct t.id from contact_address l join contact_tag c on c.contact_id = l.contact_id"
                            + " join tag t on t.id = c.tag_id where l.address_id = ? and t.topic order by t.id")) {
                select.setLong(1, addressId);
                Set<Long> ids = new LinkedHashSet<>();
                try (ResultSet row = select.executeQuery()) {
                    while (row.next()) {
                        ids.add(row.getLong(1));
                    }
                }
                return ids;
            }
        });
    }

    /**
     * Gives all people who read the address the chosen topics and takes the others from them, with a line of history for each. Somebody who has
     * no entry yet gets one.
     *
     * @param chosen keys of tags; what is no topic of the account is ignored
     * @param source of the lines of history, such as "preferences"
     */
    public void choose(Address address, Collection<Long> chosen, String source) {
        Set<Long> before = of(address.key());
        List<Topic> joined = new ArrayList<>();
        List<Topic> left = new ArrayList<>();
        for (Topic topic : all(address.accountId)) {
            if (chosen.contains(topic.id()) != before.contains(topic.id())) {
                (chosen.contains(topic.id()) ? joined : left).add(topic);
            }
        }
        change(address, joined, left, source);
    }

    /** Gives all people who read the address the chosen topics beside those that they have. */
    public void join(Address address, Collection<Long> chosen, String source) {
        Set<Long> all = new LinkedHashSet<>(of(address.key()));
        all.addAll(chosen);
        choose(address, all, source);
    }

    private void change(Address address, List<Topic> joined, List<Topic> left, String source) {
        if (joined.isEmpty() && left.isEmpty()) {
            return;
        }
        List<ContactStore.Edit> edits = readers.ensure(address, "", "").stream()
                .map(id -> new ContactStore.Edit(id, person -> changed(person, joined, left)))
                .toList();
        contacts.save(address.accountId, edits);
        joined.forEach(topic -> addresses.recordTopic(address.key(), topic.name(), true, source));
        left.forEach(topic -> addresses.recordTopic(address.key(), topic.name(), false, source));
    }

    private static ContactDetails changed(ContactDetails person, List<Topic> joined, List<Topic> left) {
        Set<String> tags = new TreeSet<>(person.tags());
        joined.forEach(topic -> tags.add(topic.tag()));
        left.forEach(topic -> tags.remove(topic.tag()));
        return person.withTags(tags);
    }
}
