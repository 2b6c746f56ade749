package org.tidings.delivery.dispatch;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.AttachedFile;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.Purpose;
import org.tidings.message.PreparedMessage;

/** The messages of the blasts that are being sent, prepared once each and kept by their size in memory. */
@ApplicationScoped
class PreparedMessages {

    private static final long MOST_BYTES = 48L * 1024 * 1024;
    private static final int OVERHEAD_BYTES = 8 * 1024;

    private final BlastMessages messages;
    private final Cache<Long, Prepared> cache = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Long blastId, Prepared prepared) -> prepared.bytes())
            .build();

    PreparedMessages(BlastMessages messages) {
        this.messages = messages;
    }

    /** @param bytes about what it takes in memory */
    record Prepared(PreparedMessage message, boolean marketing, int bytes) {}

    /** The message of a blast; null when the blast is gone. Other threads do not wait while it is being prepared. */
    @Nullable
    Prepared of(long blastId) {
        Prepared known = cache.getIfPresent(blastId);
        if (known != null) {
            return known;
        }
        Prepared prepared = QuarkusTransaction.requiringNew().call(() -> prepare(blastId));
        if (prepared != null) {
            cache.put(blastId, prepared);
        }
        return prepared;
    }

    private @Nullable Prepared prepare(long blastId) {
        Blast blast = Blast.findById(blastId);
        if (blast == null) {
            return null;
        }
        long files = AttachedFile.summaries(blastId).stream()
                .mapToLong(AttachedFile.Summary::sizeBytes)
                .sum();
        // an attachment is held as it is and once in base64; the message as pieces of text and of bytes
        long bytes = OVERHEAD_BYTES + 6L * blast.html.length() + files / 3 * 7;
        return new Prepared(messages.prepareMail(blast), blast.purpose == Purpose.MARKETING, (int)
                Math.min(bytes, Integer.MAX_VALUE));
    }
}
