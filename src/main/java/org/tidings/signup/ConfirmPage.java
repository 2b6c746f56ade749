package org.tidings.signup;

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
import org.tidings.contact.AddressBook;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.ProblemException;
import org.tidings.platform.web.PublicEndpoint;

/** The page behind the link in the confirmation. GET changes nothing, because link scanners follow links. */
@Path("/join/confirm/{token}")
@PermitAll
@PublicEndpoint
@Blocking
@Produces(MediaType.TEXT_HTML)
class ConfirmPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance confirm(String business, SignUp signUp);

        static native TemplateInstance done(String business, String email, String preferences, boolean reached);
    }

    private final SignUps signUps;
    private final Confirmation confirmation;
    private final AddressBook addresses;
    private final Tokens tokens;
    private final Clock clock;

    ConfirmPage(SignUps signUps, Confirmation confirmation, AddressBook addresses, Tokens tokens, Clock clock) {
        this.signUps = signUps;
        this.confirmation = confirmation;
        this.addresses = addresses;
        this.tokens = tokens;
        this.clock = clock;
    }

    @GET
    @ConcurrencyLimit
    @Transactional
    public TemplateInstance ask(@PathParam("token") String token) {
        SignUp signUp = signUp(token);
        return Templates.confirm(business(signUp), signUp);
    }

    @POST
    @ConcurrencyLimit
    @Transactional
    public TemplateInstance confirm(@PathParam("token") String token) {
        SignUp signUp = signUp(token);
        long addressId = confirmation.confirm(signUp);
        String link = tokens.sign(TokenPurpose.UNSUBSCRIBE, new TokenSubject(0, 0, addressId));
        return Templates.done(business(signUp), signUp.email(), "/p/" + link, addresses.isSubscribed(addressId));
    }

    private SignUp signUp(String token) {
        TokenSubject subject = tokens.verify(TokenPurpose.SIGN_UP, token)
                .orElseThrow(() -> new ProblemException(
                        404, "This link does not work. It may be incomplete: copy the whole link from the message."));
        return signUps.find(subject.addressId())
                .filter(found -> !found.isExpired(clock.instant()))
                .orElseThrow(() -> new ProblemException(410, "This link has expired. Sign up again."));
    }

    private static String business(SignUp signUp) {
        Account account = Account.findById(signUp.accountId());
        return account.name;
    }
}
