package org.tidings.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.blast.Blast;
import org.tidings.blast.Questions;
import org.tidings.blast.Round;
import org.tidings.blast.RoundMessage;
import org.tidings.message.MergeTemplate;
import org.tidings.message.Person;
import org.tidings.message.TokenSubject;
import org.tidings.platform.database.Transactions;
import org.tidings.recipient.Fields;
import org.tidings.recipient.Recipient;
import org.tidings.recipient.RecipientAnswer;
import org.tidings.recipient.RecipientKey;

/** Finds the message to which an answer belongs. */
@ApplicationScoped
class AnsweredMessage {

    private final Transactions transactions;

    AnsweredMessage(Transactions transactions) {
        this.transactions = transactions;
    }

    /**
     * A message that can be answered.
     *
     * @param about the student for whom it is, if each has a message; otherwise null
     * @param question null if the message does not say it in a block
     */
    record Found(
            String business,
            String subject,
            String email,
            @Nullable String about,
            @Nullable String question,
            RecipientAnswer known) {}

    /** The message of a token; empty if its report was cleared. */
    Optional<Found> find(TokenSubject subject) {
        RecipientKey key = new RecipientKey(subject.blastId(), subject.seq());
        return transactions.call(connection -> {
            Recipient recipient = Recipient.find(key).orElse(null);
            Blast blast = recipient == null ? null : Blast.findById(key.blastId());
            if (recipient == null || blast == null || blast.cleared) {
                return Optional.empty();
            }
            Person person = new Person(
                    subject, recipient.email, recipient.firstName, recipient.lastName, Fields.read(recipient.fields));
            RoundMessage edited =
                    Round.messageOf(key.blastId(), recipient.round).orElse(null);
            String question = edited == null ? Questions.of(blast).question() : null;
            Account account = Account.findById(blast.accountId);
            return Optional.of(new Found(
                    account.name,
                    new MergeTemplate(edited == null ? blast.subject : edited.subject()).render(person),
                    recipient.email,
                    about(blast, person),
                    question == null ? null : new MergeTemplate(question).render(person),
                    RecipientAnswer.of(connection, key)));
        });
    }

    private static @Nullable String about(Blast blast, Person person) {
        String children = person.fields().getOrDefault("children", "");
        return blast.onePer == org.tidings.blast.OnePer.STUDENT && !children.isBlank() ? children : null;
    }
}
