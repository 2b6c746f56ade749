package org.tidings.people;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.contact.Contact;
import org.tidings.contact.ContactDetails;
import org.tidings.contact.ContactFilter;
import org.tidings.contact.ContactSearch;
import org.tidings.contact.ContactStore;
import org.tidings.contact.imports.ContactImport;
import org.tidings.contact.imports.Imports;
import org.tidings.platform.web.FlashMessage;
import org.tidings.recipient.Recipient;

/**
 * Adds recipients of a blast to People, when staff ask for it: all that are not there yet as an import, which can be undone, or one of them.
 */
@Path("/blasts/{id}/keep")
class KeepPeoplePage {

    private final CurrentStaff current;
    private final BlastAccess access;
    private final UnknownRecipients unknown;
    private final Imports imports;
    private final ContactSearch search;
    private final ContactStore contacts;
    private final AuditTrail audit;
    private final FlashMessage flash;
    private final Clock clock;

    KeepPeoplePage(
            CurrentStaff current,
            BlastAccess access,
            UnknownRecipients unknown,
            Imports imports,
            ContactSearch search,
            ContactStore contacts,
            AuditTrail audit,
            FlashMessage flash,
            Clock clock) {
        this.current = current;
        this.access = access;
        this.unknown = unknown;
        this.imports = imports;
        this.search = search;
        this.contacts = contacts;
        this.audit = audit;
        this.flash = flash;
        this.clock = clock;
    }

    @POST
    @Transactional
    public Response keepAll(@RestPath String id) throws IOException {
        Blast blast = access.find(id);
        java.nio.file.Path file = Files.createTempFile("recipients", ".csv");
        try {
            if (unknown.write(blast.key(), file) == 0) {
                flash.show("All recipients of this blast are in People already.");
                return Response.seeOther(URI.create("/blasts/" + id)).build();
            }
            ContactImport task =
                    imports.upload(current.accountId(), current.staffId(), "Recipients of " + blast.title(), file);
            imports.start(task, imports.guessed(current.accountId(), UnknownRecipients.HEADINGS));
            audit.record(current.accountId(), current.staffId(), "people.kept", blast.title(), null);
            return Response.seeOther(URI.create("/people/import/" + task.publicId))
                    .build();
        } finally {
            Files.delete(file);
        }
    }

    @POST
    @Path("one")
    @Transactional
    public Response keepOne(@RestPath String id, @RestForm @DefaultValue("") String email) {
        Blast blast = access.find(id);
        Recipient recipient = Recipient.find(blast.key(), email).orElseThrow(NotFoundException::new);
        LocalDate today = LocalDate.ofInstant(clock.instant(), current.zone());
        List<Long> owners = search.page(
                        current.accountId(), new ContactFilter("", recipient.email, null, null, null, today), null, 1)
                .ids();
        String person = owners.isEmpty() ? added(recipient) : Contact.<Contact>findById(owners.get(0)).publicId;
        flash.show(owners.isEmpty() ? "Added to People." : "This address is in People already.");
        return Response.seeOther(URI.create("/people/" + person)).build();
    }

    private String added(Recipient recipient) {
        ContactStore.Saved saved = contacts.add(
                current.accountId(),
                ContactDetails.NOBODY
                        .withName(recipient.firstName, recipient.lastName)
                        .plusAddress(recipient.email));
        audit.record(
                current.accountId(),
                current.staffId(),
                "person.added",
                saved.after().label(),
                null);
        return saved.publicId();
    }
}
