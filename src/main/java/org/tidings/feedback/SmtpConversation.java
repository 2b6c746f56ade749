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

/** Receives one message. Recipients without a valid signature are rejected before DATA; 250 means that the feedback is committed. */
final class SmtpConversation implements MessageHandler {

    private static final Logger LOG = Logger.getLogger(SmtpConversation.class);

    /** Storing normally takes milliseconds. Clients wait ten minutes for the reply (RFC 5321 section 4.5.3.2.6). */
    private static final Duration STORE_TIMEOUT = Duration.ofMinutes(1);

    private final InboundMailReader reader;
    private final Feedback feedback;
    private final int maxBytes;
    private final Duration timeout;
    private final Runnable onRecipient;
    private final Set<ReturnAddress> addressees = new LinkedHashSet<>();
    private String sender = "";

    /** @param onRecipient runs when a recipient has been accepted */
    SmtpConversation(
            InboundMailReader reader, Feedback feedback, int maxBytes, Duration timeout, Runnable onRecipient) {
        this.reader = reader;
        this.feedback = feedback;
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        this.onRecipient = onRecipient;
    }

    /** Accepts any sender; bounces have a null sender. */
    @Override
    public void from(String sender) {
        this.sender = sender;
        addressees.clear();
    }

    @Override
    public void recipient(String address) throws RejectException {
        addressees.add(
                reader.addressee(address).orElseThrow(() -> new RejectException(550, "5.1.1 No such address here")));
        onRecipient.run();
    }

    /** Stores the feedback; null means the default text of the 250 reply. */
    @Override
    public @Nullable String data(InputStream data) throws IOException, RejectException {
        byte[] message = withReturnPath(read(data));
        try {
            feedback.take(reader.open(message, addressees)).get(STORE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            return null;
        } catch (ExecutionException | TimeoutException failure) {
            LOG.debugf(failure, "Not stored");
            throw later();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw later();
        }
    }

    private static RejectException later() {
        return new RejectException(451, "4.3.0 Temporary storage failure, try again later");
    }

    /** Adds the Return-Path header, as required on final delivery (RFC 5321 section 4.4). It is empty for notices. */
    private byte[] withReturnPath(byte[] message) {
        byte[] field = ("Return-Path: <" + sender + ">\r\n").getBytes(StandardCharsets.UTF_8);
        byte[] delivered = Arrays.copyOf(field, field.length + message.length);
        System.arraycopy(message, 0, delivered, field.length, message.length);
        return delivered;
    }

    private byte[] read(InputStream data) throws IOException, RejectException {
        long deadline = System.nanoTime() + timeout.toNanos();
        ByteArrayOutputStream message = new ByteArrayOutputStream(8 * 1024);
        long total = 0;
        // read byte by byte: a bulk read blocks until the buffer is full, and the deadline would not be enforced for a
        // slow client
        for (int octet = data.read(); octet >= 0; octet = data.read()) {
            if (System.nanoTime() > deadline) {
                throw new DropConnectionException(421, "4.4.2 Timeout");
            }
            total++;
            if (total <= maxBytes) {
                message.write(octet);
            }
        }
        if (total > maxBytes) { // the data was read to its end; otherwise the rest would be parsed as commands
            throw new RejectException(552, "5.3.4 Message too large, at most " + maxBytes + " octets");
        }
        return message.toByteArray();
    }

    @Override
    public void done() {
        // nothing to release
    }
}
