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
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.RenderedMessage;
import org.tidings.message.TokenSubject;

/** Sends a draft to one address as a test. Test messages are not counted. */
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
        try {
            return sender.send(message(draft, as, to.get())).map(why -> "The test message was not sent: " + why);
        } catch (IllegalArgumentException unusable) {
            return Optional.of("The test message was not sent: " + unusable.getMessage());
        }
    }

    private RenderedMessage message(Blast draft, Optional<Person> as, String to) {
        Person like = as.or(() -> people.first(draft)).orElse(nobody(to));
        Person reader = new Person(TokenSubject.NOBODY, to, like.firstName(), like.lastName(), like.fields());
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
