package org.tidings.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ConsentChange;
import org.tidings.contact.ConsentKind;
import org.tidings.message.TokenSubject;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.EventType;
import org.tidings.recipient.Ledger;
import org.tidings.recipient.NewEvent;
import org.tidings.recipient.RecipientKey;

/** Unsubscribes and resubscribes the address of a token, also when the report of the blast has been deleted. */
@ApplicationScoped
class Unsubscription {

    private final Transactions transactions;
    private final Ledger ledger;
    private final AddressBook addressBook;
    private final Clock clock;

    Unsubscription(Transactions transactions, Ledger ledger, AddressBook addressBook, Clock clock) {
        this.transactions = transactions;
        this.ledger = ledger;
        this.addressBook = addressBook;
        this.clock = clock;
    }

    /**
     * Unsubscribes the address. Idempotent.
     *
     * @param kind the kind of mail that the token belongs to; the other kind is still sent
     * @param how "one-click" or "page", for the history
     */
    void unsubscribe(TokenSubject subject, ConsentKind kind, String how) {
        NewEvent event = NewEvent.of(
                        new RecipientKey(subject.blastId(), subject.seq()), EventType.UNSUBSCRIBED, clock.instant())
                .withDetail(how)
                .fromSource("unsubscribe");
        transactions.call(connection -> {
            ledger.applyWithin(connection, List.of(event));
            return addressBook.record(subject.addressId(), ConsentChange.refusal(kind, how, null));
        });
    }

    void resubscribe(TokenSubject subject, ConsentKind kind) {
        transactions.call(connection -> addressBook.record(subject.addressId(), ConsentChange.agreement(kind, "page")));
    }
}
