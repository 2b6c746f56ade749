package org.tidings.delivery;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.tidings.diagnosis.Classifier;
import org.tidings.diagnosis.Diagnosis;
import org.tidings.diagnosis.Reply;
import org.tidings.diagnosis.Verdict;
import org.tidings.message.Attachment;
import org.tidings.message.OutgoingMessage;

/** Hands messages to the next hop through the Quarkus mailer and says what came of each. Never throws for what a server answers. */
@ApplicationScoped
public class MailTransport {

    /** Answers to these two say something about the recipient or the message; all others are about us and our relay. */
    private static final List<String> ABOUT_THE_MESSAGE =
            List.of("recipient address not accepted", "DATA command not accepted", "sending data failed");

    private static final Diagnosis ACCEPTED =
            new Diagnosis(Verdict.DELIVERED, "accepted", "Accepted by the receiving server", null, false, "250");

    private final ReactiveMailer mailer;
    private final DeliveryConfig config;

    MailTransport(ReactiveMailer mailer, DeliveryConfig config) {
        this.mailer = mailer;
        this.config = config;
    }

    /** Sends at once, without waiting for a free connection of ours: the caller bounds how many are under way. */
    CompletionStage<Outcome> send(OutgoingMessage message) {
        return mailer.send(mail(message))
                .ifNoItem()
                .after(config.sendTimeout())
                .fail()
                .map(sent -> new Outcome(ACCEPTED, "Accepted by the next mail server"))
                .onFailure()
                .recoverWithItem(MailTransport::outcome)
                .subscribeAsCompletionStage();
    }

    private static Mail mail(OutgoingMessage message) {
        Mail mail = new Mail()
                .setFrom(message.from())
                .addTo(message.to())
                .setSubject("")
                .setBounceAddress(message.envelopeFrom())
                .setHtml(message.html())
                .setText(message.text());
        message.headers().forEach(mail::addHeader);
        for (Attachment file : message.attachments()) {
            if (file.contentId() != null) {
                mail.addInlineAttachment(file.encodedName(), file.content(), file.contentType(), file.contentId());
            } else {
                mail.addAttachment(file.encodedName(), file.content(), file.contentType());
            }
        }
        return mail;
    }

    private static Outcome outcome(Throwable failure) {
        if (failure instanceof SMTPException refusal && isAboutTheMessage(refusal)) {
            Reply reply = Reply.of(refusal.getReplyCode(), refusal.getReplyMessages());
            return new Outcome(Classifier.classify(reply), reply.line());
        }
        String words = Objects.requireNonNullElse(failure.getMessage(), failure.toString());
        return new Outcome(trouble(failure), words);
    }

    private static boolean isAboutTheMessage(SMTPException refusal) {
        String words = Objects.requireNonNullElse(refusal.getMessage(), "");
        return ABOUT_THE_MESSAGE.stream().anyMatch(words::startsWith);
    }

    private static Diagnosis trouble(Throwable failure) {
        String sentence = failure instanceof SMTPException refusal
                ? "The mail server refuses us: " + refusal.getReplyMessage()
                : "The mail server is not answering";
        return new Diagnosis(Verdict.TRANSPORT, "transport", sentence, null, false, "");
    }
}
