package org.tidings.blast.teach;

import com.github.f4b6a3.ulid.UlidCreator;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hibernate.exception.ConstraintViolationException;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastState;
import org.tidings.contact.WeeklyClass;
import org.tidings.platform.PublicIds;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;
import org.tidings.recipient.RecipientCounts;

/** Where teachers write to their classes and see what became of their messages: numbers only, without names and addresses. */
@Path("/teach")
class TeachPage {

    private static final int MOST_MESSAGES = 50;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<WeeklyClass> classes, List<Message> messages);

        static native TemplateInstance write(
                WeeklyClass to, String id, boolean approval, String subject, String text, Map<String, String> errors);
    }

    /** @param state in words */
    record Message(String subject, Instant at, String state, int selected, int delivered, int opened, int notReached) {

        static Message of(Blast blast, RecipientCounts counts) {
            return new Message(
                    blast.subject,
                    blast.createdAt,
                    words(blast.state),
                    counts.selected(),
                    counts.delivery + counts.opened + counts.clicked,
                    counts.opened + counts.clicked,
                    counts.bounce + counts.invalid + counts.unsubscribed + counts.failed);
        }

        private static String words(BlastState state) {
            return switch (state) {
                case DRAFT -> "Waits for a manager";
                case SCHEDULED -> "Scheduled";
                case RUNNING -> "Being sent";
                case PAUSED -> "Paused";
                case COMPLETED -> "Sent";
                case CANCELLED -> "Cancelled";
            };
        }
    }

    private final TaughtClasses classes;
    private final ClassMessages messages;
    private final BlastAccess access;
    private final FlashMessage flash;

    TeachPage(TaughtClasses classes, ClassMessages messages, BlastAccess access, FlashMessage flash) {
        this.classes = classes;
        this.messages = messages;
        this.access = access;
        this.flash = flash;
    }

    @GET
    @Transactional
    public TemplateInstance list() {
        return Templates.list(
                classes.all(),
                access.newest(Set.of(), Long.MAX_VALUE, MOST_MESSAGES).stream()
                        .map(blast -> Message.of(blast, RecipientCounts.of(blast.key())))
                        .toList());
    }

    @GET
    @Path("{id}")
    public TemplateInstance write(String id) {
        return Templates.write(taught(id), newId(), messages.needApproval(), "", "", Map.of());
    }

    /**
     * Hands in or sends a message. Submitting the form twice does it once.
     *
     * @param messageId given by the form, becomes the id of the blast
     */
    @POST
    @Path("{id}")
    public Response send(
            String id,
            @RestForm("id") @DefaultValue("") String messageId,
            @RestForm @DefaultValue("") String subject,
            @RestForm @DefaultValue("") String text) {
        WeeklyClass to = taught(id);
        String key = PublicIds.isOne(messageId) ? messageId : newId();
        if (messages.isWritten(key)) {
            return toList(); // repeated submit
        }
        boolean approval = messages.needApproval();
        FormErrors errors = new FormErrors()
                .required("subject", subject, "Enter a subject.")
                .atMost(Blast.LONGEST_SUBJECT, "subject", subject)
                .required("text", text, "Write a message.");
        try {
            if (errors.isEmpty()) {
                messages.write(key, to, subject, text)
                        .forEach(problem -> errors.add(input(problem.field()), problem.sentence()));
            }
        } catch (ConstraintViolationException theOtherPressWasQuicker) { // blast_uq_public_id
            return toList();
        }
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(Templates.write(to, key, approval, subject, text, errors.byField()))
                    .build();
        }
        flash.show(approval ? "Handed in. A manager reads it and sends it." : "Sending to " + to.name + ".");
        return toList();
    }

    private static String newId() {
        return UlidCreator.getMonotonicUlid().toString();
    }

    private static Response toList() {
        return Response.seeOther(URI.create("/teach")).build();
    }

    /** Where the page shows a problem of a field of the API. */
    private static String input(String field) {
        return switch (field) {
            case "subject", "audience" -> field;
            default -> "text";
        };
    }

    private WeeklyClass taught(String id) {
        return classes.find(id).orElseThrow(NotFoundException::new);
    }
}
