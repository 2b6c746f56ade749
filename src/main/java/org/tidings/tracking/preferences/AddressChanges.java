package org.tidings.tracking.preferences;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tidings.account.Account;
import org.tidings.contact.Address;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ContactStore;
import org.tidings.contact.Readers;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.outbox.Outbox;
import org.tidings.outbox.OutboxMail;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.web.RequestLimits;

/**
 * Replaces the address of a recipient who asks for it on the preferences page. The new address confirms, because the request may contain a typing
 * error or somebody else's address; the old one is told, because a forwarded message contains the link to the page.
 */
@ApplicationScoped
class AddressChanges {

    static final int MOST_REQUESTS = 3;

    /** Confirmations to one address, together with those of the sign-up form. */
    private static final int MOST_TO_ADDRESS = 3;

    private static final Duration PERIOD = Duration.ofDays(1);

    private final StoredAddressChanges stored;
    private final AddressBook addresses;
    private final ContactStore contacts;
    private final Readers readers;
    private final RequestLimits limits;
    private final Outbox outbox;
    private final Tokens tokens;

    AddressChanges(
            StoredAddressChanges stored,
            AddressBook addresses,
            ContactStore contacts,
            Readers readers,
            RequestLimits limits,
            Outbox outbox,
            Tokens tokens) {
        this.stored = stored;
        this.addresses = addresses;
        this.contacts = contacts;
        this.readers = readers;
        this.limits = limits;
        this.outbox = outbox;
        this.tokens = tokens;
    }

    /**
     * Sends a link to the new address. The answer does not depend on whether the account knows that address.
     *
     * @return an error message; empty if the request was accepted
     */
    Optional<String> request(Address address, String typed) {
        Optional<String> email = EmailAddress.normalise(typed);
        if (email.isEmpty()) {
            return Optional.of("Enter an email address such as name@example.org.");
        }
        if (email.get().equals(address.email)) {
            return Optional.of("This is the address that you have now.");
        }
        if (readers.of(address.key()).isEmpty()) {
            return Optional.of("This address cannot be changed here. Write to the business instead.");
        }
        if (!limits.allows("address changes of " + address.key(), MOST_REQUESTS, PERIOD)) {
            return Optional.of("You asked for several changes today. Try again tomorrow.");
        }
        if (limits.allows("confirmation to " + email.get(), MOST_TO_ADDRESS, PERIOD)) {
            long id = stored.add(address.accountId, address.key(), email.get());
            boolean dead = Address.find(address.accountId, email.get())
                    .filter(known -> known.invalidSince != null)
                    .isPresent();
            if (!dead) {
                outbox.add(address.accountId, confirmation(address, email.get(), id));
            }
        }
        return Optional.empty();
    }

    private OutboxMail confirmation(Address address, String email, long id) {
        Account account = Account.findById(address.accountId);
        return new OutboxMail(
                email,
                "Confirm your new address for emails from " + account.name,
                "Hello,\n\nSomeone, probably you, asked " + account.name + " to send emails to this address instead of "
                        + address.email + ".",
                "Change my address",
                "/p/address/" + tokens.sign(TokenPurpose.ADDRESS_CHANGE, new TokenSubject(0, 0, id)),
                "The link works for a week. If you did not ask for this, ignore this message: nothing will change.\n\n"
                        + account.name);
    }

    /**
     * Gives the new address to everyone who reads the old one, with all decisions about consent, and tells the old one. A second time changes
     * nothing.
     *
     * @return false if nobody reads the old address any more
     */
    boolean confirm(AddressChange change) {
        if (!stored.confirm(change.id())) {
            return true;
        }
        Address old = addresses.byId(change.addressId()).orElseThrow();
        if (contacts.correctAddress(change.accountId(), old.email, change.email()) == 0) {
            return false;
        }
        addresses.ensure(change.accountId(), List.of(change.email()));
        Address changed = Address.find(change.accountId(), change.email()).orElseThrow();
        addresses.carryOver(old.key(), changed.key());
        if (old.invalidSince == null) {
            outbox.add(change.accountId(), notice(old));
        }
        return true;
    }

    private static OutboxMail notice(Address old) {
        Account account = Account.findById(old.accountId);
        return new OutboxMail(
                old.email,
                "Your address was changed",
                "Hello,\n\n" + account.name
                        + " sends your emails to another address from now on, as you asked on the page"
                        + " of your choices.",
                null,
                null,
                "If you did not ask for this, tell us by replying to this message.\n\n" + account.name);
    }
}
