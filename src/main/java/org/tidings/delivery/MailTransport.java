package org.tidings.delivery;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.tidings.delivery.transport.Outcome;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;
import org.tidings.message.Attachment;
import org.tidings.message.OutgoingMessage;

/**
 * Hands messages to the next hop through the Quarkus mailer and says what came of each. Never throws for what a server answers.
 *
 * <p>It uses the mailer's client and not its {@code Mail}, which writes an empty {@code Cc:} into every message (against RFC 5322, section
 * 3.6.3).
 */
@ApplicationScoped
class MailTransport {

    /** Answers to these say something about the recipient or the message; all others are about us and our relay. */
    private static final List<String> ABOUT_THE_MESSAGE =
            List.of("recipient address not accepted", "DATA command not accepted", "sending data failed");

    private static final Diagnosis ACCEPTED =
            new Diagnosis(Verdict.DELIVERED, "accepted", "Accepted by the receiving server", null, false, "250");

    private final DeliveryConfig config;
    private final ScheduledExecutorService timers = timers();

    MailTransport(DeliveryConfig config) {
        this.config = config;
    }

    /** Of Mutiny's own each is kept for its whole time: hundreds of thousands, of messages that are long gone. */
    private static ScheduledExecutorService timers() {
        ScheduledThreadPoolExecutor timers = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "send-timeouts");
            thread.setDaemon(true);
            return thread;
        });
        timers.setRemoveOnCancelPolicy(true);
        return timers;
    }

    @PreDestroy
    void close() {
        timers.shutdownNow();
    }

    /** Sends at once, without waiting for a free connection of ours: the caller bounds how many are under way. */
    CompletionStage<Outcome> send(Relay relay, OutgoingMessage message) {
        return relay.client()
                .sendMail(mail(message))
                .ifNoItem()
                .after(config.sendTimeout())
                .on(timers)
                .fail()
                .map(sent -> new Outcome(ACCEPTED, "Accepted by the next mail server"))
                .onFailure()
                .recoverWithItem(MailTransport::outcome)
                .subscribeAsCompletionStage();
    }

    private static MailMessage mail(OutgoingMessage message) {
        MailMessage mail = new MailMessage()
                .setFrom(message.from())
                .setTo(message.to())
                .setBounceAddress(message.envelopeFrom())
                .setHtml(message.html())
                .setText(message.text())
                .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(message.headers()));
        List<MailAttachment> files = new ArrayList<>();
        List<MailAttachment> pictures = new ArrayList<>();
        for (Attachment attachment : message.attachments()) {
            MailAttachment file = MailAttachment.create()
                    .setName(attachment.encodedName())
                    .setContentType(attachment.contentType())
                    .setData(Buffer.buffer(attachment.content()));
            if (attachment.inline()) {
                pictures.add(file.setDisposition("inline").setContentId("<" + attachment.contentId() + ">"));
            } else {
                files.add(file.setDisposition("attachment"));
            }
        }
        return mail.setAttachment(files).setInlineAttachment(pictures);
    }

    private static Outcome outcome(Throwable failure) {
        if (failure instanceof SMTPException refusal) {
            Reply reply = Reply.of(refusal.getReplyCode(), refusal.getReplyMessages());
            Diagnosis diagnosis = Classifier.classify(reply);
            if (isAboutTheMessage(refusal) || diagnosis.slowsRelay()) {
                return new Outcome(diagnosis, reply.line());
            }
        }
        String rule = TransportErrors.rule(failure);
        return new Outcome(
                new Diagnosis(Verdict.TRANSPORT, rule, TransportErrors.sentence(failure), null, false, ""),
                Objects.requireNonNullElse(failure.getMessage(), failure.toString()));
    }

    private static boolean isAboutTheMessage(SMTPException refusal) {
        String words = Objects.requireNonNullElse(refusal.getMessage(), "");
        return ABOUT_THE_MESSAGE.stream().anyMatch(words::startsWith);
    }
}
