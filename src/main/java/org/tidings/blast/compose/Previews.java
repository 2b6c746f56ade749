package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.AudiencePeople;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastMessages;
import org.tidings.message.MessageContent;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;

/** Renders drafts for people's eyes. */
@ApplicationScoped
class Previews {

    private final BlastMessages messages;
    private final AudiencePeople people;

    Previews(BlastMessages messages, AudiencePeople people) {
        this.messages = messages;
        this.people = people;
    }

    /**
     * Shows a blast to somebody.
     *
     * @param as whose view; the first recipient's when empty or not a recipient's
     */
    @Transactional
    public Preview of(Blast blast, String as) {
        Optional<Person> person = (as.isBlank() ? Optional.<Person>empty() : people.find(blast, as.strip()))
                .or(() -> people.first(blast));
        Person reader = person.orElseGet(() -> TestMessage.nobody("somebody@example.org"));
        MessageContent content = messages.content(blast);
        PreparedMessage.Preview shown = messages.prepare(blast).preview(reader);
        return new Preview(
                blast.publicId,
                reader,
                person.isPresent(),
                content.fromName() + " <" + content.fromAddress() + ">",
                content.replyTo(),
                shown.subject(),
                shown.html(),
                shown.text(),
                AttachedFile.summaries(blast.key()));
    }
}
