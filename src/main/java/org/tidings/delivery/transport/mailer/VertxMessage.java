package org.tidings.delivery.transport.mailer;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.mail.MailAttachment;
import io.vertx.ext.mail.MailMessage;
import java.util.ArrayList;
import java.util.List;
import org.tidings.message.Attachment;
import org.tidings.message.OutgoingMessage;

/**
 * A message as the Vert.x client takes it. Not by way of Quarkus' {@code Mail}, which writes an empty {@code Cc:} into every message (against RFC
 * 5322, section 3.6.3).
 */
final class VertxMessage {

    private VertxMessage() {}

    static MailMessage of(OutgoingMessage message) {
        MailMessage mail = new MailMessage()
                .setFrom(message.from())
                .setTo(message.to())
                .setBounceAddress(message.envelopeFrom())
                .setHtml(message.html())
                .setText(message.text())
                .setHeaders(MultiMap.caseInsensitiveMultiMap().addAll(message.headers()));
        List<MailAttachment> files = new ArrayList<>();
        List<MailAttachment> images = new ArrayList<>();
        for (Attachment attachment : message.attachments()) {
            // no name: the client would write it into quotes, whatever its length and characters
            MailAttachment file = MailAttachment.create()
                    .setContentType(attachment.typeHeader())
                    .setDisposition(attachment.dispositionHeader())
                    .setData(Buffer.buffer(attachment.content()));
            if (attachment.inline()) {
                images.add(file.setContentId("<" + attachment.contentId() + ">"));
            } else {
                files.add(file);
            }
        }
        return mail.setAttachment(files).setInlineAttachment(images);
    }
}
