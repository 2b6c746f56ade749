package org.tidings.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.tidings.account.ApiScope;
import org.tidings.account.ChangesNeed;
import org.tidings.account.CurrentStaff;
import org.tidings.account.Role;
import org.tidings.contact.Address;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ConsentBasis;
import org.tidings.contact.ConsentChange;
import org.tidings.contact.ConsentHistory;
import org.tidings.contact.ConsentKind;
import org.tidings.contact.HistoryKind;
import org.tidings.platform.EmailAddress;
import org.tidings.platform.web.ProblemException;

@Path("/api/v1/addresses/{email}/consent")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Role.PROGRAM)
@ChangesNeed(ApiScope.PEOPLE)
@Blocking
@Tag(name = "Consent")
class ConsentResource {

    private static final String BY_API = "api";
    private static final int LONGEST_HOW = 200;
    private static final int LONGEST_WORDS = 1_000;
    private static final Instant EARLIEST = Instant.parse("1990-01-01T00:00:00Z");

    private final CurrentStaff current;
    private final AddressBook addresses;
    private final ConsentHistory history;
    private final Clock clock;

    ConsentResource(CurrentStaff current, AddressBook addresses, ConsentHistory history, Clock clock) {
        this.current = current;
        this.addresses = addresses;
        this.history = history;
        this.clock = clock;
    }

    /**
     * One decision.
     *
     * @param source who recorded it, such as "api", "page" or "import"
     */
    record ConsentJson(
            HistoryKind kind,
            boolean granted,
            @Nullable ConsentBasis basis,
            Instant at,
            String source,
            @Nullable String how,
            @Nullable String words) {

        static ConsentJson of(ConsentHistory.Change change) {
            return new ConsentJson(
                    change.kind(),
                    change.granted(),
                    change.basis(),
                    change.at(),
                    change.source(),
                    change.how(),
                    change.words());
        }
    }

    @GET
    @Transactional
    @Operation(summary = "The history of the consent of an address, newest first")
    public Listing<ConsentJson> history(@PathParam("email") String typed) {
        Address address = Address.find(current.accountId(), email(typed))
                .orElseThrow(() -> new ProblemException(404, "There is no such address."));
        return listing(address);
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Transactional
    @Operation(
            summary = "Record a decision with its evidence; an agreement lifts a refusal unless the refusal is younger")
    public Listing<ConsentJson> record(@PathParam("email") String typed, @Nullable JsonNode json) {
        ConsentChange change = JsonBody.read(json, this::change);
        String email = email(typed);
        addresses.ensure(current.accountId(), List.of(email));
        Address address = Address.find(current.accountId(), email).orElseThrow();
        addresses.record(Objects.requireNonNull(address.id), change);
        return listing(address);
    }

    private Listing<ConsentJson> listing(Address address) {
        return new Listing<>(
                history.of(List.of(Objects.requireNonNull(address.id))).stream()
                        .map(ConsentJson::of)
                        .toList(),
                null);
    }

    private static String email(String typed) {
        return EmailAddress.normalise(typed)
                .orElseThrow(() -> new ProblemException(422, "email is not an email address."));
    }

    private ConsentChange change(JsonBody body) {
        ConsentKind kind = body.word("kind", ConsentKind.class);
        Boolean granted = body.flag("granted");
        ConsentBasis basis = body.word("basis", ConsentBasis.class);
        Instant at = past(body);
        String how = body.text("how", LONGEST_HOW);
        String words = body.text("words", LONGEST_WORDS);
        if (kind == null) {
            body.required("kind");
        }
        if (granted == null) {
            body.required("granted");
        }
        boolean agreement = kind == ConsentKind.MARKETING && Boolean.TRUE.equals(granted);
        if (agreement && basis == null) {
            body.required("basis");
        } else if (!agreement && basis != null) {
            body.wrong("basis", "Only an agreement to marketing has a basis.");
        }
        return new ConsentChange(
                Objects.requireNonNullElse(kind, ConsentKind.MARKETING),
                Boolean.TRUE.equals(granted),
                basis,
                at,
                BY_API,
                how,
                words,
                null,
                null);
    }

    private @Nullable Instant past(JsonBody body) {
        String text = body.text("at", 40);
        if (text == null) {
            return null;
        }
        try {
            Instant at = Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
            if (at.isAfter(clock.instant()) || at.isBefore(EARLIEST)) {
                body.wrong("at", "Must be a time between 1990 and now.");
            }
            return at;
        } catch (DateTimeParseException e) {
            body.wrong("at", "Must be a time such as 2026-05-02T09:30:00Z.");
            return null;
        }
    }
}
