package org.tidings.blast;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import org.jspecify.annotations.Nullable;
import org.tidings.message.PreparedMessage;

/** The messages of the blasts that are being sent, each prepared once and cached by its size in memory. */
@ApplicationScoped
public class PreparedMessages {

    private static final long MOST_BYTES = 48L * 1024 * 1024;
    /** With the layout, which takes 8 KB, as often in memory as the message. */
    private static final int OVERHEAD_BYTES = 56 * 1024;

    private final BlastMessages messages;
    private final Cache<Long, Prepared> cache = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Long blastId, Prepared prepared) -> prepared.bytes())
            .build();

    PreparedMessages(BlastMessages messages) {
        this.messages = messages;
    }

    /**
     * A message with what the dispatcher has to know about its blast.
     *
     * @param bytes its approximate size in memory
     */
    public record Prepared(PreparedMessage message, boolean marketing, int bytes) {}

    /** The message of a blast that was sent; null when the blast is gone. Other threads do not wait while it is being prepared. */
    public @Nullable Prepared of(long blastId) {
        Prepared known = cache.getIfPresent(blastId);
        if (known != null) {
            return known;
        }
        Prepared prepared = QuarkusTransaction.requiringNew().call(() -> {
            Blast blast = Blast.findById(blastId);
            return blast == null ? null : prepare(blast);
        });
        if (prepared != null) {
            keep(blastId, prepared);
        }
        return prepared;
    }

    /** The message of a blast whose transaction may still be rolled back. */
    Prepared prepare(Blast blast) {
        PreparedMessage message = messages.prepareMail(blast);
        // an attachment is kept both as it is and in base64; the message as pieces of text and of bytes
        long bytes = OVERHEAD_BYTES + 6L * blast.html.length() + message.attachedOctets() / 3 * 7;
        return new Prepared(message, blast.purpose == Purpose.MARKETING, (int) Math.min(bytes, Integer.MAX_VALUE));
    }

    /** Only for a blast whose content can no longer change. */
    void keep(long blastId, Prepared prepared) {
        cache.put(blastId, prepared);
    }
}
