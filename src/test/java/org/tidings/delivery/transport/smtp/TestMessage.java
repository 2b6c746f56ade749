package org.tidings.delivery.transport.smtp;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.message.OutgoingMessage;
import org.tidings.message.RenderedMessage;

/** A small message. */
record TestMessage(String from, String to, String content) implements OutboundMessage, RenderedMessage {

    static TestMessage to(String address) {
        return new TestMessage("b+1@bounces.example", address, "Subject: Hi\r\n\r\nHello " + address + "\r\n");
    }

    TestMessage withContent(String other) {
        return new TestMessage(from, to, other);
    }

    TestMessage from(String other) {
        return new TestMessage(other, to, content);
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
    public void writeTo(OutputStream out) throws IOException {
        if (content.startsWith("(fails")) {
            throw new IllegalStateException(content);
        }
        if (content.startsWith("(overflows")) {
            throw new StackOverflowError();
        }
        out.write(content.getBytes(StandardCharsets.US_ASCII));
    }
}
