package org.tidings.delivery.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.tidings.message.MessageContent;
import org.tidings.message.MessageSettings;
import org.tidings.message.PreparedMessage;
import org.tidings.message.Tokens;
import org.tidings.queue.Flow;
import org.tidings.queue.QueuedRange;
import org.tidings.queue.SeqRange;
import org.tidings.recipient.QueuedRecipients.Eligibility;
import org.tidings.recipient.QueuedRecipients.Queued;
import org.tidings.recipient.RecipientKey;

/** Claimed ranges and their messages without a database. */
final class SampleMessages {

    static final long ACCOUNT = 3;
    static final long BLAST = 7;
    static final Duration LEASE = Duration.ofMinutes(1);

    private static final PreparedMessage MESSAGE = PreparedMessage.prepare(
            new MessageContent(
                    "01J00000000000000000000000",
                    "Spring recital",
                    null,
                    "Riverside Studio",
                    "news@studio.example",
                    null,
                    "<p>Hi</p>",
                    null,
                    true,
                    "Riverside Studio",
                    "account-1.studio.example",
                    null,
                    List.of(),
                    true,
                    true),
            new MessageSettings("https://studio.example", "studio.example", Optional.empty()),
            new Tokens(List.of("a secret of thirty-two characters".getBytes(StandardCharsets.UTF_8))));

    private SampleMessages() {}

    static PreparedMessage prepared() {
        return MESSAGE;
    }

    /** First attempts of marketing. */
    static QueuedRange queued(int first, int last) {
        return queued(first, last, Flow.MARKETING);
    }

    static QueuedRange queued(int first, int last, Flow flow) {
        return new QueuedRange(1, 0, ACCOUNT, flow, BLAST, new SeqRange(first, last), 1, "");
    }

    /** A range of marketing that was claimed just now, with a message for each of its numbers. */
    static ClaimedRange claimed(QueuedRange queued, Consumer<ClaimedRange> completed) {
        return claimed(queued, System.nanoTime(), completed);
    }

    static ClaimedRange claimed(QueuedRange queued, long claimedNanos, Consumer<ClaimedRange> completed) {
        return new ClaimedRange(
                queued, queued.flow() != Flow.SERVICE, MESSAGE, queued.seqs().size(), claimedNanos, LEASE, completed);
    }

    static QueuedMessage message(ClaimedRange range, int seq) {
        return message(range, seq, "p" + seq + "@x.example", Eligibility.ELIGIBLE);
    }

    static QueuedMessage message(ClaimedRange range, int seq, String email, Eligibility eligibility) {
        RecipientKey key = new RecipientKey(range.queued().blastId(), seq);
        return new QueuedMessage(range, new Queued(key, 0, seq, email, "Ann", "Lee", Map.of(), eligibility));
    }
}
