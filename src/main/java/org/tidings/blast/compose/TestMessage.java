package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Map;
import java.util.Optional;
import org.tidings.blast.AudiencePeople;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.TestSender;
import org.tidings.contact.EmailAddress;
import org.tidings.message.OutgoingMessage;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.TokenSubject;

/** Sends a draft to one address, so that staff see it in a real mail program. It is counted nowhere. */
@ApplicationScoped
class TestMessage {

    private final BlastMessages messages;
    private final AudiencePeople people;
    private final TestSender sender;

    TestMessage(BlastMessages messages, AudiencePeople people, TestSender sender) {
        this.messages = messages;
        this.people = people;
        this.sender = sender;
    }

    /**
     * Written as to a recipient, sent to somebody else.
     *
     * @param as whose names and fields to fill in; nobody's when there is nobody
     * @return nothing when it went, else why not, as a sentence
     */
    Optional<String> send(Blast draft, Optional<Person> as, String typedAddress) {
        Optional<String> to = EmailAddress.normalise(typedAddress);
        if (to.isEmpty()) {
            return Optional.of("This is not an email address. It looks like name@example.org.");
        }
        try {
            return sender.send(message(draft, as, to.get())).map(why -> "The test did not go out: " + why);
        } catch (IllegalArgumentException unusable) {
            return Optional.of("The test did not go out: " + unusable.getMessage());
        }
    }

    private OutgoingMessage message(Blast draft, Optional<Person> as, String to) {
        Person like = as.or(() -> people.first(draft)).orElse(nobody(to));
        Person reader = new Person(new TokenSubject(0, 0), to, like.firstName(), like.lastName(), like.fields());
        return prepare(draft).render(reader);
    }

    @Transactional
    public PreparedMessage prepare(Blast draft) {
        return messages.prepareTest(draft);
    }

    static Person nobody(String email) {
        return new Person(new TokenSubject(0, 0), email, "", "", Map.of());
    }
}
