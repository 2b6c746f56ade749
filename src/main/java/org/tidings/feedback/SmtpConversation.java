package org.tidings.feedback;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.DropConnectionException;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** One message on its way in. Whatever we did not sign is refused before its data; 250 means that all it tells is committed. */
final class SmtpConversation implements MessageHandler {

    private static final Logger LOG = Logger.getLogger(SmtpConversation.class);

    /** Storing takes milliseconds, or the database is in trouble; servers wait ten minutes here (RFC 5321 section 4.5.3.2.6). */
    private static final Duration STORING = Duration.ofMinutes(1);

    private final InboundMailReader mailroom;
    private final Feedback feedback;
    private final int maxBytes;
    private final Duration patience;
    private final Set<ReturnAddress> addressees = new LinkedHashSet<>();
    private String sender = "";

    SmtpConversation(InboundMailReader mailroom, Feedback feedback, int maxBytes, Duration patience) {
        this.mailroom = mailroom;
        this.feedback = feedback;
        this.maxBytes = maxBytes;
        this.patience = patience;
    }

    /** Anybody may write to us; bounces come from nobody at all. */
    @Override
    public void from(String sender) {
        this.sender = sender;
        addressees.clear();
    }

    @Override
    public void recipient(String address) throws RejectException {
        addressees.add(
                mailroom.addressee(address).orElseThrow(() -> new RejectException(550, "5.1.1 No such address here")));
    }

    /** Stores what the message tells; null stands for the usual words of the 250 reply. */
    @Override
    public @Nullable String data(InputStream data) throws IOException, RejectException {
        byte[] message = withReturnPath(read(data));
        try {
            feedback.take(mailroom.open(message, addressees)).get(STORING.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException | TimeoutException failure) {
            LOG.debugf(failure, "Not stored");
            throw later();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw later();
        }
    }

    private static RejectException later() {
        return new RejectException(451, "4.3.0 Cannot store this now, please try again later");
    }

    /** Whoever makes the final delivery writes down the sender of the envelope (RFC 5321 section 4.4): notices have none. */
    private byte[] withReturnPath(byte[] message) {
        byte[] field = ("Return-Path: <" + sender + ">\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] delivered = Arrays.copyOf(field, field.length + message.length);
        System.arraycopy(message, 0, delivered, field.length, message.length);
        return delivered;
    }

    private byte[] read(InputStream data) throws IOException, RejectException {
        long deadline = System.nanoTime() + patience.toNanos();
        ByteArrayOutputStream message = new ByteArrayOutputStream(8 * 1024);
        long total = 0;
        // one by one, since a read of many waits for them all, and a slow client would never meet its deadline
        for (int octet = data.read(); octet >= 0; octet = data.read()) {
            if (System.nanoTime() > deadline) {
                throw new DropConnectionException(421, "4.4.2 This takes too long");
            }
            total++;
            if (total <= maxBytes) {
                message.write(octet);
            }
        }
        if (total > maxBytes) { // read to its end all the same, or the rest would be taken for commands
            throw new RejectException(552, "5.3.4 At most " + maxBytes + " octets");
        }
        return message.toByteArray();
    }

    @Override
    public void done() {
        // nothing is held open
    }
}
