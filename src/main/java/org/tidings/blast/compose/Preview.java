package org.tidings.blast.compose;

import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.AttachedFile;
import org.tidings.message.Person;

/**
 * A message as one person will see it.
 *
 * @param chosen whether the person is a recipient; else nobody was chosen yet and fields come out empty
 * @param sender name and address as mail programs show them
 */
record Preview(
        String blastId,
        Person person,
        boolean chosen,
        String sender,
        @Nullable String replyTo,
        String subject,
        String html,
        String text,
        List<AttachedFile.Summary> attachments) {

    /** Where the frames find the HTML. */
    public String frame() {
        return UriBuilder.fromPath("/blasts/{id}/preview/html")
                .queryParam("as", "{as}")
                .build(blastId, chosen ? person.email() : "")
                .toString();
    }

    /** "Ann Lee, ann@example.org", or just the address. */
    public String who() {
        return person.fullName().isEmpty() ? person.email() : person.fullName() + ", " + person.email();
    }
}
