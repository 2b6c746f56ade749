package org.tidings.people;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.Address;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ConsentBasis;
import org.tidings.contact.ConsentChange;
import org.tidings.contact.ConsentKind;
import org.tidings.contact.Contact;
import org.tidings.contact.ContactStore;
import org.tidings.platform.web.FlashMessage;

/** Records what a person told staff, for instance by phone. */
@Path("/people/{id}/consent")
class PersonConsentPage {

    private static final int LONGEST_HOW = 200;
    private static final int LONGEST_WORDS = 1_000;

    private final CurrentStaff current;
    private final ContactStore contacts;
    private final AddressBook addresses;
    private final AuditTrail audit;
    private final FlashMessage flash;

    PersonConsentPage(
            CurrentStaff current, ContactStore contacts, AddressBook addresses, AuditTrail audit, FlashMessage flash) {
        this.current = current;
        this.contacts = contacts;
        this.addresses = addresses;
        this.audit = audit;
        this.flash = flash;
    }

    @POST
    @Transactional
    public Response record(
            @RestPath String id,
            @RestForm @DefaultValue("") String email,
            @RestForm @DefaultValue("") String kind,
            @RestForm @DefaultValue("") String granted,
            @RestForm @DefaultValue("") String how,
            @RestForm @DefaultValue("") String words) {
        ContactStore.Person person = find(id);
        if (!person.details().emails().contains(email)) {
            throw new NotFoundException();
        }
        Optional<ConsentKind> known = Arrays.stream(ConsentKind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst();
        boolean yes = granted.equals("yes");
        if (known.isEmpty() || !(yes || granted.equals("no")) || how.isBlank()) {
            flash.show("Not saved. Choose what was decided, and say how you know.");
        } else if (how.length() > LONGEST_HOW || words.length() > LONGEST_WORDS) {
            flash.show("Not saved. The text is too long.");
        } else {
            record(email, known.get(), yes, how.strip(), words.strip());
            audit.record(
                    current.accountId(),
                    current.staffId(),
                    "consent.recorded",
                    email,
                    known.get() + (yes ? " yes: " : " no: ") + how.strip());
            flash.show("Saved.");
        }
        return Response.seeOther(URI.create("/people/" + id)).build();
    }

    private void record(String email, ConsentKind kind, boolean granted, String how, String words) {
        addresses.ensure(current.accountId(), List.of(email));
        Address address = Address.find(current.accountId(), email).orElseThrow();
        addresses.record(
                Objects.requireNonNull(address.id),
                new ConsentChange(
                        kind,
                        granted,
                        granted && kind == ConsentKind.MARKETING ? ConsentBasis.ASKED : null,
                        null,
                        "staff",
                        how,
                        words.isEmpty() ? null : words,
                        current.staffId(),
                        null));
    }

    private ContactStore.Person find(String id) {
        return Contact.find(current.accountId(), id)
                .flatMap(contact -> contacts.find(current.accountId(), contact.id))
                .orElseThrow(NotFoundException::new);
    }
}
