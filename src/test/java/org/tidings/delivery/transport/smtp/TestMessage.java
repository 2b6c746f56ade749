package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.message.OutgoingMessage;
import org.tidings.message.RenderedMessage;

/** A small message. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record TestMessage(String from, String to, String content, byte[] sharedEnd, BooleanSupplier valid)
        implements OutboundMessage, RenderedMessage {

    TestMessage(String from, String to, String content) {
        this(from, to, content, NOTHING, () -> true);
    }

    static TestMessage to(String address) {
        return new TestMessage("b+1@bounces.example", address, "Subject: Hi\r\n\r\nHello " + address + "\r\n");
    }

    TestMessage withContent(String other) {
        return new TestMessage(from, to, other);
    }

    TestMessage from(String other) {
        return new TestMessage(other, to, content);
    }

    TestMessage withSharedEnd(String end) {
        return new TestMessage(from, to, content, end.getBytes(StandardCharsets.US_ASCII), valid);
    }

    TestMessage validWhile(BooleanSupplier condition) {
        return new TestMessage(from, to, content, sharedEnd, condition);
    }

    @Override
    public boolean isValid() {
        return valid.getAsBoolean();
    }

    @Override
    public RenderedMessage rendered() {
        return this;
    }

    @Override
    public String envelopeFrom() {
        return from;
    }

    @Override
    public String envelopeTo() {
        return to;
    }

    @Override
    public OutgoingMessage parts() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void writeBeginningTo(OutputStream out) throws IOException {
        if (content.startsWith("(fails")) {
            throw new IllegalStateException(content);
        }
        if (content.startsWith("(overflows")) {
            throw new StackOverflowError();
        }
        out.write(content.getBytes(StandardCharsets.US_ASCII));
    }
}
