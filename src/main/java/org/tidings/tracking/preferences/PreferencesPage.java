package org.tidings.tracking.preferences;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.Address;
import org.tidings.contact.AddressBook;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.ProblemException;
import org.tidings.platform.web.PublicEndpoint;
import org.tidings.platform.web.RequestLimits;

/** The page on which recipients choose what they get. It has the token of the unsubscribe link of either kind of mail. GET changes nothing. */
@Path("/p/{token}")
@PermitAll
@PublicEndpoint
@Blocking
@Produces(MediaType.TEXT_HTML)
class PreferencesPage {

    /** Changes of one address in a day. Everybody who has a message can make them. */
    static final int MOST_CHANGES = 30;

    private static final Duration PERIOD = Duration.ofDays(1);

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance preferences(
                Preferences preferences, @Nullable String notice, String newEmail, @Nullable String error);
    }

    private final Tokens tokens;
    private final AddressBook addresses;
    private final PreferenceChanges changes;
    private final AddressChanges moves;
    private final RequestLimits limits;

    PreferencesPage(
            Tokens tokens,
            AddressBook addresses,
            PreferenceChanges changes,
            AddressChanges moves,
            RequestLimits limits) {
        this.tokens = tokens;
        this.addresses = addresses;
        this.changes = changes;
        this.moves = moves;
        this.limits = limits;
    }

    @GET
    @ConcurrencyLimit
    @Transactional
    public TemplateInstance show(@PathParam("token") String token) {
        return Templates.preferences(changes.of(address(token)), null, "", null);
    }

    @POST
    @ConcurrencyLimit
    @Transactional
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    public Response save(@PathParam("token") String token, @BeanParam PreferencesForm form) {
        Address address = address(token);
        if (!form.form.matches("choices|address|again")) {
            throw new ProblemException(400, "Nothing was changed. Open the page again and press its button.");
        }
        if (!limits.allows("preferences of " + address.key(), MOST_CHANGES, PERIOD)) {
            throw new ProblemException(
                    429,
                    "You changed your choices many times today. Try again tomorrow."
                            + " The unsubscribe link in each message works at any time.");
        }
        return switch (form.form) {
            case "address" -> move(token, address, form.newEmail.strip());
            case "again" -> {
                changes.mailAgain(address);
                yield page(token, "You will get emails again.");
            }
            default -> {
                changes.save(address, form);
                yield page(token, "Saved.");
            }
        };
    }

    private Response move(String token, Address address, String newEmail) {
        Optional<String> error = moves.request(address, newEmail);
        return error.isEmpty()
                ? page(
                        token,
                        "We are sending a message to " + newEmail
                                + ". Press the button in it to change your address. Until then, nothing changes.")
                : Response.status(422)
                        .entity(Templates.preferences(changes.of(address), null, newEmail, error.get()))
                        .build();
    }

    private Response page(String token, String notice) {
        return Response.ok(Templates.preferences(changes.of(address(token)), notice, "", null))
                .build();
    }

    private Address address(String token) {
        return tokens.verifyAny(token, TokenPurpose.UNSUBSCRIBE, TokenPurpose.UNSUBSCRIBE_SERVICE)
                .map(TokenSubject::addressId)
                .flatMap(addresses::byId)
                .orElseThrow(() -> new ProblemException(
                        404, "This link does not work. It may be incomplete: copy the whole link from the message."));
    }
}
