package org.tidings.blast.compose;

import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.AttachedFile;
import org.tidings.message.Person;
import org.tidings.message.layout.ColourScheme;

/**
 * The preview of a message for one person.
 *
 * @param chosen whether the person is a recipient; otherwise there are no recipients yet and merge fields are empty
 * @param sender name and address as shown by mail programs
 * @param ownLayout whether the message brings a layout, so that it does not get the account's
 */
record Preview(
        String blastId,
        Person person,
        boolean chosen,
        String sender,
        boolean ownLayout,
        @Nullable String replyTo,
        String subject,
        String html,
        String text,
        List<AttachedFile.Summary> attachments) {

    /** The URL of the HTML on a light screen, for the frames. */
    public String light() {
        return frame(ColourScheme.LIGHT);
    }

    /** The URL of the HTML on a dark screen, for the frames. */
    public String dark() {
        return frame(ColourScheme.DARK);
    }

    private String frame(ColourScheme scheme) {
        return UriBuilder.fromPath("/blasts/{id}/preview/html")
                .queryParam("as", "{as}")
                .queryParam("scheme", "{scheme}")
                .build(blastId, chosen ? person.email() : "", scheme)
                .toString();
    }

    /** "Ann Lee, ann@example.org", or just the address. */
    public String who() {
        return person.fullName().isEmpty() ? person.email() : person.fullName() + ", " + person.email();
    }
}
