package org.tidings.message;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every header but Date and MIME's own. Sources: List-Unsubscribe RFC 2369 and RFC 8058, List-Id RFC 2919, Auto-Submitted RFC
 * 3834 section 5, Feedback-ID
 * <a href="https://support.google.com/a/answer/6254652">Gmail's feedback loop</a>. {@link ProviderHeaders} adds those of mail providers.
 */
final class MailHeaders {
    /** Characters of a subject with merged values; a longer one is cut, unless it was typed that long. */
    static final int LONGEST_SUBJECT = 255;

    private final MessageSettings settings;
    private final String from;
    private final @Nullable String replyTo;
    private final String listId;
    private final String feedbackId;
    private final MergeTemplate subject;
    private final @Nullable String constantSubject;
    private final int longestSubject;

    MailHeaders(MessageContent content, MessageSettings settings) {
        this.settings = settings;
        this.from = HeaderText.mailbox("From", content.fromName(), HeaderText.address(content.fromAddress()));
        String reply = content.replyTo();
        this.replyTo = reply == null || reply.isBlank() ? null : HeaderText.address(reply.strip());
        String list = content.listId().replaceAll("[^A-Za-z0-9.-]", "");
        String account = list.split("\\.", 2)[0];
        String stream = content.marketing() ? "marketing" : "service";
        this.listId = HeaderText.listId(content.accountName(), stream + "." + list);
        this.feedbackId = content.blastId().replaceAll("[^A-Za-z0-9]", "") + ":" + account + ":" + stream + ":tidings";
        this.subject = new MergeTemplate(content.subject());
        this.longestSubject = Math.max(LONGEST_SUBJECT, content.subject().length());
        this.constantSubject = subject.isConstant() ? HeaderText.unstructured("Subject", content.subject()) : null;
    }

    /** The subject as people read it, on one line. */
    String subject(Rendering rendering) {
        return HeaderText.limited(HeaderText.oneLine(subject.render(rendering::value)), longestSubject);
    }

    /** The headers in the order in which they are sent. */
    Map<String, String> forPerson(Rendering rendering, String to) {
        String messageToken = rendering.token(TokenPurpose.MESSAGE);
        String unsubscribeToken = rendering.unsubscribeToken();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("From", from);
        Person person = rendering.person(); // in a test an example, who is not its reader
        headers.put("To", HeaderText.mailbox("To", person.subject().isRecipient() ? person.fullName() : "", to));
        if (replyTo != null) {
            headers.put("Reply-To", replyTo);
        }
        headers.put(
                "Subject",
                constantSubject != null ? constantSubject : HeaderText.unstructured("Subject", subject(rendering)));
        headers.put("Message-ID", "<" + messageToken + "@" + settings.feedbackDomain() + ">");
        headers.put(
                "List-Unsubscribe",
                "<" + settings.baseUrl() + "/u/" + unsubscribeToken + ">,\r\n <mailto:u+" + unsubscribeToken + "@"
                        + settings.feedbackDomain() + ">");
        headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        headers.put("List-Id", listId);
        headers.put("Feedback-ID", feedbackId);
        headers.put("Auto-Submitted", "auto-generated");
        headers.put("Precedence", "bulk");
        headers.put("X-Tidings-Recipient", messageToken);
        settings.providerHeaders().ifPresent(provider -> headers.putAll(provider.of(messageToken)));
        return Collections.unmodifiableMap(headers);
    }
}
