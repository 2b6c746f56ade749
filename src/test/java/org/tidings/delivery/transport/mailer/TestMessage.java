package org.tidings.delivery.transport.mailer;

import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tidings.delivery.transport.OutboundMessage;
import org.tidings.message.Attachment;
import org.tidings.message.OutgoingMessage;
import org.tidings.message.RenderedMessage;

/** A short message that is rendered already. */
record TestMessage(OutgoingMessage parts) implements OutboundMessage, RenderedMessage {

    static TestMessage to(String recipient) {
        return to(recipient, "Hello\n".repeat(200), List.of());
    }

    static TestMessage to(String recipient, String text, List<Attachment> attachments) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("From", "Ann <ann@x.example>");
        headers.put("To", recipient);
        headers.put("Subject", "=?UTF-8?Q?=F0=9F=8E=89?=");
        headers.put("Message-ID", "<" + recipient + ">");
        return new TestMessage(new OutgoingMessage(
                "b+1@x.example", "ann@x.example", recipient, headers, "<p>Hello</p>\n", text, attachments));
    }

    @Override
    public RenderedMessage rendered() {
        return this;
    }

    @Override
    public String envelopeFrom() {
        return parts.envelopeFrom();
    }

    @Override
    public String envelopeTo() {
        return parts.to();
    }

    @Override
    public void writeBeginningTo(OutputStream out) {
        throw new UnsupportedOperationException();
    }
}
