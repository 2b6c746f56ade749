package org.tidings.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;

/** Handles one SMTP transaction (MAIL, RCPT, DATA). Stores the message without parsing it. */
final class Conversation implements MessageHandler {
    private final MailSystem mailSystem;
    private final List<String> recipients = new ArrayList<>(1);
    private String sender = "";

    Conversation(MailSystem mailSystem) {
        this.mailSystem = mailSystem;
    }

    @Override
    public void from(String address) {
        sender = address;
    }

    @Override
    public void recipient(String address) throws RejectException {
        Optional<Refusal> refusal = mailSystem.refusal(sender, address);
        if (refusal.isPresent()) {
            throw new RejectException(refusal.get().code(), refusal.get().text());
        }
        recipients.add(address);
    }

    /** Returns null for the default text of the 250 reply. */
    @Override
    public @Nullable String data(InputStream message) throws IOException {
        byte[] raw = message.readAllBytes();
        recipients.forEach(recipient -> mailSystem.deliver(sender, recipient, raw));
        return null;
    }

    @Override
    public void done() {
        // nothing to release
    }
}
