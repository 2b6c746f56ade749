package org.tidings.feedback.invalid;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.Purpose;
import org.tidings.contact.ContactStore;
import org.tidings.contact.DomainTypo;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;
import org.tidings.recipient.Correction;
import org.tidings.recipient.Recipient;
import org.tidings.recipient.RecipientStatus;

/** Corrects a mistyped address: sends one blast again to one person at the corrected address. */
@Path("/invalid/fix")
class FixPage {

    private static final String NO_ADDRESS = "Enter an email address such as name@example.org.";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance fix(
                Blast blast, Recipient person, @Nullable String meant, String to, Map<String, String> errors);
    }

    private final BlastAccess access;
    private final Correction correction;
    private final ContactStore contacts;
    private final Transactions transactions;
    private final AuditTrail audit;
    private final CurrentStaff current;
    private final FlashMessage flash;

    FixPage(
            BlastAccess access,
            Correction correction,
            ContactStore contacts,
            Transactions transactions,
            AuditTrail audit,
            CurrentStaff current,
            FlashMessage flash) {
        this.access = access;
        this.correction = correction;
        this.contacts = contacts;
        this.transactions = transactions;
        this.audit = audit;
        this.current = current;
        this.flash = flash;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance ask(@RestQuery @DefaultValue("") String blast, @RestQuery @DefaultValue("") String email) {
        Blast found = access.find(blast);
        String meant = DomainTypo.suggestion(email).orElse(null);
        return Templates.fix(found, person(found, email), meant, meant == null ? email : meant, Map.of());
    }

    @POST
    public Response fix(
            @RestForm @DefaultValue("") String blast,
            @RestForm @DefaultValue("") String email,
            @RestForm @DefaultValue("") String to) {
        Blast found = access.find(blast);
        Recipient person = person(found, email);
        Optional<String> address = EmailAddress.normalise(to);
        FormErrors errors = new FormErrors()
                .required("to", to, "Enter the correct address.")
                .addIf(address.isEmpty(), "to", NO_ADDRESS)
                .addIf(
                        address.filter(email::equals).isPresent(),
                        "to",
                        "This is the old address. Enter a different one.");
        address.filter(good -> errors.isEmpty())
                .map(good -> send(found, email, good))
                .map(result -> sentence(result, found, address.orElseThrow()))
                .filter(sentence -> !sentence.isEmpty())
                .ifPresent(sentence -> errors.add("to", sentence));
        if (!errors.isEmpty()) {
            String meant = DomainTypo.suggestion(email).orElse(null);
            return Response.status(422)
                    .entity(Templates.fix(found, person, meant, to, errors.byField()))
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                    .build();
        }
        flash.show("Sending to " + address.orElseThrow() + ".");
        return Response.seeOther(URI.create("/blasts/" + found.publicId)).build();
    }

    private Correction.Result send(Blast blast, String from, String to) {
        return transactions.call(connection -> {
            Correction.Result result = correction.add(
                    new Correction.Request(blast.accountId, blast.key(), blast.purpose == Purpose.MARKETING, from, to));
            if (result == Correction.Result.ADDED) {
                contacts.correctAddress(blast.accountId, from, to);
                audit.record(
                        blast.accountId,
                        current.staffId(),
                        "address.fixed",
                        from,
                        "Now " + to + "; sent again: " + blast.subject + " (" + blast.publicId + ")");
            }
            return result;
        });
    }

    /** The reason why nothing was sent; empty on success. */
    private static String sentence(Correction.Result result, Blast blast, String to) {
        return switch (result) {
            case ADDED -> "";
            case NOT_OPEN -> "This blast is paused or cancelled. Resume it first, or send this person a new blast.";
            case NOT_READY -> "This blast is still being prepared. Try again in a minute.";
            case NOT_FOUND -> "No one in this blast has the old address.";
            case CORRECTED -> "This message has already been sent again to a corrected address.";
            case ALREADY_IN -> alreadyIn(Recipient.find(blast.key(), to));
            case INVALID -> "That address is invalid and gets no mail. If it works again, release it first.";
            case COMPLAINED -> "This person marked a message as spam. Do not send another one.";
            case UNSUBSCRIBED -> "The owner of that address has unsubscribed and cannot be sent this message.";
        };
    }

    /** What became of the recipient who has the new address. */
    private static String alreadyIn(Optional<Recipient> there) {
        return switch (there.map(person -> person.status).orElse(RecipientStatus.SENT)) {
            case DELIVERY, OPEN, CLICK -> "That address already got this blast.";
            case SENT -> "That address is already in this blast and will get it.";
            case BOUNCE -> "That address is already in this blast, and the message bounced.";
            case INVALID -> "That address is already in this blast and was not mailed, because it is invalid.";
            case UNSUBSCRIBED ->
                "That address is already in this blast and was left out, because its owner unsubscribed.";
            case FAILED -> "That address is already in this blast, and the message could not be sent.";
        };
    }

    /** Finds a recipient who did not get the message. */
    private static Recipient person(Blast blast, String email) {
        return Recipient.find(blast.key(), email)
                .filter(person -> Correction.helps(person.status, null))
                .orElseThrow(NotFoundException::new);
    }
}
