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
    private final Cache<Key, Prepared> cache = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, Prepared prepared) -> prepared.bytes())
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

    private record Key(long blastId, int round) {}

    /** The message of a blast that was sent; null when the blast is gone. Other threads do not wait while it is being prepared. */
    public @Nullable Prepared of(long blastId) {
        return of(blastId, 0);
    }

    /**
     * The same of a round.
     *
     * @param round 0 for the first one
     */
    public @Nullable Prepared of(long blastId, int round) {
        Key key = new Key(blastId, round);
        Prepared known = cache.getIfPresent(key);
        if (known != null) {
            return known;
        }
        Prepared prepared = QuarkusTransaction.requiringNew().call(() -> {
            Blast blast = Blast.findById(blastId);
            RoundMessage edited = Round.messageOf(blastId, round).orElse(null);
            return blast == null ? null : prepare(blast, edited);
        });
        if (prepared != null) {
            cache.put(key, prepared);
        }
        return prepared;
    }

    /** The message of a blast whose transaction may still be rolled back. */
    Prepared prepare(Blast blast) {
        return prepare(blast, null);
    }

    private Prepared prepare(Blast blast, @Nullable RoundMessage edited) {
        PreparedMessage message = messages.prepareMail(blast, edited);
        int characters = edited == null ? blast.html.length() : edited.html().length();
        // an attachment is kept both as it is and in base64; the message as pieces of text and of bytes
        long bytes = OVERHEAD_BYTES + 6L * characters + message.attachedOctets() / 3 * 7;
        return new Prepared(message, blast.purpose == Purpose.MARKETING, (int) Math.min(bytes, Integer.MAX_VALUE));
    }

    /** Only for a blast whose content can no longer change. */
    void keep(long blastId, Prepared prepared) {
        cache.put(new Key(blastId, 0), prepared);
    }
}
