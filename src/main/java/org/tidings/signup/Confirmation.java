package org.tidings.signup;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.tidings.account.AuditTrail;
import org.tidings.contact.Address;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ConsentBasis;
import org.tidings.contact.ConsentChange;
import org.tidings.contact.ConsentKind;
import org.tidings.contact.Readers;
import org.tidings.contact.Topics;
import org.tidings.platform.database.Transactions;
import org.tidings.suppression.SuppressionList;

/** Turns a confirmed sign-up into a person with an address and a consent, in one transaction and once. */
@ApplicationScoped
class Confirmation {

    private static final String SOURCE = "sign-up";

    private final Transactions transactions;
    private final SignUps signUps;
    private final AddressBook addresses;
    private final Readers readers;
    private final Topics topics;
    private final SuppressionList suppressions;
    private final AuditTrail audit;
    private final Clock clock;

    Confirmation(
            Transactions transactions,
            SignUps signUps,
            AddressBook addresses,
            Readers readers,
            Topics topics,
            SuppressionList suppressions,
            AuditTrail audit,
            Clock clock) {
        this.transactions = transactions;
        this.signUps = signUps;
        this.addresses = addresses;
        this.readers = readers;
        this.topics = topics;
        this.suppressions = suppressions;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Confirms a sign-up. A second time changes nothing: the person may have unsubscribed meanwhile.
     *
     * @return the key of the address
     */
    long confirm(SignUp signUp) {
        return transactions.call(connection -> {
            addresses.ensure(signUp.accountId(), List.of(signUp.email()));
            Address address = Address.find(signUp.accountId(), signUp.email()).orElseThrow();
            if (signUps.confirm(connection, signUp.id())) {
                apply(signUp, address);
            }
            return address.key();
        });
    }

    private void apply(SignUp signUp, Address address) {
        readers.ensure(address, signUp.firstName(), signUp.lastName());
        if (suppressions.liftComplaint(address.key())) {
            audit.record(
                    signUp.accountId(), null, "address.released", signUp.email(), "Signed up again after a complaint");
        }
        suppressions.clearSuspicion(address.key(), clock.instant()); // the confirmation arrived
        addresses.record(
                address.key(),
                new ConsentChange(
                        ConsentKind.MARKETING,
                        true,
                        ConsentBasis.ASKED,
                        null,
                        SOURCE,
                        "sign-up form",
                        signUp.words(),
                        null,
                        null));
        topics.join(address, signUp.topics(), SOURCE);
    }
}
