package org.tidings.tracking.preferences;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.tidings.account.Account;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.ProblemException;
import org.tidings.platform.web.PublicEndpoint;

/** The page behind the link that a new address gets. GET changes nothing, because link scanners follow links. */
@Path("/p/address/{token}")
@PermitAll
@PublicEndpoint
@Blocking
@Produces(MediaType.TEXT_HTML)
class AddressChangePage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance ask(String business, String email);

        static native TemplateInstance done(String business, String email);
    }

    private final StoredAddressChanges stored;
    private final AddressChanges changes;
    private final Tokens tokens;
    private final Clock clock;

    AddressChangePage(StoredAddressChanges stored, AddressChanges changes, Tokens tokens, Clock clock) {
        this.stored = stored;
        this.changes = changes;
        this.tokens = tokens;
        this.clock = clock;
    }

    @GET
    @ConcurrencyLimit
    @Transactional
    public TemplateInstance ask(@PathParam("token") String token) {
        AddressChange change = change(token);
        return Templates.ask(business(change), change.email());
    }

    @POST
    @ConcurrencyLimit
    @Transactional
    public TemplateInstance confirm(@PathParam("token") String token) {
        AddressChange change = change(token);
        if (!changes.confirm(change)) {
            throw expired();
        }
        return Templates.done(business(change), change.email());
    }

    private AddressChange change(String token) {
        TokenSubject subject = tokens.verify(TokenPurpose.ADDRESS_CHANGE, token)
                .orElseThrow(() -> new ProblemException(
                        404, "This link does not work. It may be incomplete: copy the whole link from the message."));
        return stored.find(subject.addressId())
                .filter(found -> !found.isExpired(clock.instant()))
                .orElseThrow(AddressChangePage::expired);
    }

    private static ProblemException expired() {
        return new ProblemException(
                410, "This link has expired. Ask for the change again by a link in one of our emails.");
    }

    private static String business(AddressChange change) {
        Account account = Account.findById(change.accountId());
        return account.name;
    }
}
