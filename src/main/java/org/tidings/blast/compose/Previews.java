package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jsoup.Jsoup;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.AudiencePeople;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.BlockContents;
import org.tidings.message.MessageContent;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.layout.OwnLayout;

/** Renders previews of drafts. */
@ApplicationScoped
class Previews {

    private final BlastMessages messages;
    private final AudiencePeople people;

    Previews(BlastMessages messages, AudiencePeople people) {
        this.messages = messages;
        this.people = people;
    }

    /**
     * Renders a blast for one person.
     *
     * @param as the address of a recipient; the first recipient if empty or unknown
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
                OwnLayout.isIn(blast.html, Jsoup.parse(blast.html)),
                content.replyTo(),
                shown.subject(),
                shown.html(),
                shown.text(),
                attachments(blast));
    }

    private List<AttachedFile.Summary> attachments(Blast blast) {
        List<AttachedFile.Summary> all = new ArrayList<>(AttachedFile.summaries(blast.key()));
        BlockContents.calendarFiles(blast, messages.settings().feedbackDomain())
                .forEach(file ->
                        all.add(new AttachedFile.Summary(0, file.name(), file.contentType(), file.content().length)));
        return all;
    }
}
