package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.NotFoundException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.PublicPages;
import org.tidings.blast.Rounds;
import org.tidings.message.MessageContent;
import org.tidings.message.Person;
import org.tidings.message.PreparedMessage;
import org.tidings.message.TokenSubject;
import org.tidings.recipient.Fields;
import org.tidings.recipient.Recipient;
import org.tidings.recipient.RecipientKey;
import org.tidings.recipient.RecipientStatus;

/** Renders the sent message for one recipient, without tracking. Must be called in a transaction. */
@ApplicationScoped
public class SentMessages {

    private static final List<RecipientStatus> ARRIVED =
            List.of(RecipientStatus.DELIVERY, RecipientStatus.OPEN, RecipientStatus.CLICK);

    private final BlastMessages messages;
    private final PublicPages publicPages;
    private final Rounds rounds;

    SentMessages(BlastMessages messages, PublicPages publicPages, Rounds rounds) {
        this.rounds = rounds;
        this.messages = messages;
        this.publicPages = publicPages;
    }

    SentMessage of(Blast blast) {
        MessageContent content = messages.content(blast);
        Optional<Recipient> example = example(blast, null);
        PreparedMessage.Preview preview = preview(blast, example, 0);
        return new SentMessage(
                preview.subject(),
                content.preheader(),
                content.fromName() + " <" + content.fromAddress() + ">",
                content.replyTo(),
                preview.text(),
                example.map(recipient -> recipient.email).orElse(null),
                example.filter(recipient -> ARRIVED.contains(recipient.status)).isPresent(),
                blast.publicPage,
                publicPages.address(blast),
                AttachedFile.summaries(blast.key()),
                rounds.of(blast).stream()
                        .filter(round -> round.message().isPresent())
                        .toList());
    }

    /**
     * The message of a round.
     *
     * @param as the address of the recipient; if null or unknown, any recipient is used
     * @param round 0 for the first sending
     */
    String html(Blast blast, @Nullable String as, int round) {
        return preview(blast, example(blast, as), round).html();
    }

    /** The message for any recipient, in which each link leads to {@link PreparedMessage#PLACE} and its position. */
    public String htmlWithPlaces(Blast blast) {
        return messages.prepare(blast)
                .renderPlaces(example(blast, null).map(SentMessages::person).orElse(NOBODY));
    }

    /** The message that a recipient got, which is that of the recipient's round. */
    String html(Blast blast, int seq) {
        Recipient recipient = Recipient.find(new RecipientKey(blast.key(), seq)).orElseThrow(NotFoundException::new);
        return preview(blast, Optional.of(recipient), recipient.round).html();
    }

    private PreparedMessage.Preview preview(Blast blast, Optional<Recipient> as, int round) {
        return messages.prepare(blast, round)
                .preview(as.map(SentMessages::person).orElse(NOBODY));
    }

    /** An example recipient, preferably one who got the message. Uses {@code recipient_ix_status} and {@code recipient_ix_email}. */
    private static Optional<Recipient> example(Blast blast, @Nullable String as) {
        Optional<Recipient> wanted = as == null ? Optional.empty() : Recipient.find(blast.key(), as);
        return wanted.or(() -> ARRIVED.stream()
                        .flatMap(status ->
                                first("blastId = ?1 and status = ?2 order by email", blast.key(), status).stream())
                        .findFirst())
                .or(() -> first("blastId = ?1 order by email", blast.key()));
    }

    private static Optional<Recipient> first(String query, Object... values) {
        return Recipient.<Recipient>find(query, values).page(0, 1).firstResultOptional();
    }

    private static Person person(Recipient recipient) {
        return new Person(
                TokenSubject.NOBODY,
                recipient.email,
                Objects.requireNonNullElse(recipient.firstName, ""),
                Objects.requireNonNullElse(recipient.lastName, ""),
                Fields.read(recipient.fields));
    }

    private static final Person NOBODY = new Person(TokenSubject.NOBODY, "", "", "", Map.of());
}
