package org.tidings.blast.compose;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.AudiencePeople;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAudit;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.DirectSender;
import org.tidings.contact.Address;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.RenderedMessage;
import org.tidings.message.TokenSubject;
import org.tidings.platform.EmailAddress;

/** Sends a draft to one address as a test. Test messages are not counted. */
@ApplicationScoped
class TestMessage {

    /** Enough to try a message out, too few to mail a list past its consents. */
    private static final int MOST_PER_HOUR = 30;

    private final BlastMessages messages;
    private final AudiencePeople people;
    private final DirectSender sender;
    private final BlastAudit audit;
    private final AuditTrail trail;
    private final CurrentStaff current;
    private final Clock clock;

    TestMessage(
            BlastMessages messages,
            AudiencePeople people,
            DirectSender sender,
            BlastAudit audit,
            AuditTrail trail,
            CurrentStaff current,
            Clock clock) {
        this.messages = messages;
        this.people = people;
        this.sender = sender;
        this.audit = audit;
        this.trail = trail;
        this.current = current;
        this.clock = clock;
    }

    /**
     * Renders the message for a recipient and sends it to another address.
     *
     * @param as the recipient whose names and fields are filled in; empty for none
     * @return empty on success, otherwise an error message
     */
    Optional<String> send(Blast draft, Optional<Person> as, String typedAddress) {
        Optional<String> to = EmailAddress.normalise(typedAddress);
        if (to.isEmpty()) {
            return Optional.of("Enter an email address such as name@example.org.");
        }
        Optional<String> refusal = QuarkusTransaction.requiringNew().call(() -> refusal(draft, to.get()));
        if (refusal.isPresent()) {
            return refusal;
        }
        try {
            return sender.send(message(draft, as, to.get()))
                    .map(why -> "The test message was not sent: " + why.sentence());
        } catch (IllegalArgumentException unusable) {
            return Optional.of("The test message was not sent: " + unusable.getMessage());
        }
    }

    /** Records the test if nothing speaks against it. */
    private Optional<String> refusal(Blast draft, String to) {
        Optional<Address> invalid = Address.find(draft.accountId, to).filter(known -> known.invalidSince != null);
        if (invalid.isPresent()) {
            return Optional.of("Tidings does not mail this address: " + invalid.get().invalidReason
                    + ". If it works again, release it under Invalid addresses.");
        }
        Instant anHourAgo = clock.instant().minus(Duration.ofHours(1));
        if (trail.count(draft.accountId, current.staffId(), "blast.tested", anHourAgo) >= MOST_PER_HOUR) {
            return Optional.of("You have sent " + MOST_PER_HOUR + " test messages within an hour. Try again later.");
        }
        audit.record(draft, "tested", "to " + to);
        return Optional.empty();
    }

    private RenderedMessage message(Blast draft, Optional<Person> as, String to) {
        Person like = as.or(() -> people.first(draft)).orElse(nobody(to));
        // the draft is named so that the simulator knows whose message this is; number 0 is nobody's
        Person reader =
                new Person(new TokenSubject(draft.key(), 0, 0), to, like.firstName(), like.lastName(), like.fields());
        return prepare(draft).render(reader);
    }

    @Transactional
    public PreparedMessage prepare(Blast draft) {
        return messages.prepareTest(draft);
    }

    static Person nobody(String email) {
        return new Person(TokenSubject.NOBODY, email, "", "", Map.of());
    }
}
