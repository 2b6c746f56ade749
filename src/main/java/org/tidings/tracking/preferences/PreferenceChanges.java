package org.tidings.tracking.preferences;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.tidings.account.Account;
import org.tidings.account.AuditTrail;
import org.tidings.contact.Address;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ConsentChange;
import org.tidings.contact.ConsentKind;
import org.tidings.contact.Readers;
import org.tidings.contact.Topics;
import org.tidings.suppression.SuppressionList;

/** Reads and changes what the reader of an address chose, in the caller's transaction. */
@ApplicationScoped
class PreferenceChanges {

    private static final String SOURCE = "preferences";

    private final AddressBook addresses;
    private final Topics topics;
    private final Readers readers;
    private final SuppressionList suppressions;
    private final AuditTrail audit;
    private final EntityManager database;
    private final Clock clock;

    PreferenceChanges(
            AddressBook addresses,
            Topics topics,
            Readers readers,
            SuppressionList suppressions,
            AuditTrail audit,
            EntityManager database,
            Clock clock) {
        this.addresses = addresses;
        this.topics = topics;
        this.readers = readers;
        this.suppressions = suppressions;
        this.audit = audit;
        this.database = database;
        this.clock = clock;
    }

    Preferences of(Address address) {
        Account account = Account.findById(address.accountId);
        Set<Long> chosen = topics.of(address.key());
        List<Preferences.TopicChoice> choices = topics.all(account.id).stream()
                .map(topic -> new Preferences.TopicChoice(topic.id(), topic.name(), chosen.contains(topic.id())))
                .toList();
        return Preferences.of(
                account,
                address,
                addresses.mayGetMarketing(account, address.key()),
                choices,
                !readers.of(address.key()).isEmpty(),
                clock.instant());
    }

    /** Records only what differs from what was shown, so that submitting an unchanged form agrees to nothing. */
    void save(Address address, PreferencesForm form) {
        Preferences before = of(address);
        change(address, ConsentKind.MARKETING, form.was("marketing", before.marketing()), form.marketing);
        change(address, ConsentKind.SERVICE, form.was("service", before.service()), form.service);
        change(address, ConsentKind.TRACKING, form.was("tracking", before.tracking()), form.tracking);
        boolean paused = form.pause && form.marketing;
        boolean agreed = form.marketing && !form.was("marketing", before.marketing()); // which ends a pause
        if (paused != form.was("pause", before.isPaused()) || (paused && agreed)) {
            pause(address, paused);
        }
        topics.choose(address, form.topics(topics.of(address.key())), SOURCE);
        database.clear(); // the changes are made by statements
    }

    private void change(Address address, ConsentKind kind, boolean before, boolean after) {
        if (before != after) {
            addresses.record(
                    address.key(),
                    after ? ConsentChange.agreement(kind, SOURCE) : ConsentChange.refusal(kind, SOURCE, null));
        }
    }

    private void pause(Address address, boolean paused) {
        Account account = Account.findById(address.accountId);
        Instant until = clock.instant().plus(Preferences.PAUSE);
        addresses.pause(
                address.key(),
                paused ? until : null,
                paused ? "Until " + Preferences.day(until, account.zone()) : null,
                SOURCE);
    }

    /** Makes the address valid again that got nothing because of a complaint; once. */
    void mailAgain(Address address) {
        if (suppressions.liftComplaint(address.key())) {
            audit.record(
                    address.accountId,
                    null,
                    "address.released",
                    address.email,
                    "Asked for mail again on the preferences page");
        }
        database.clear();
    }
}
