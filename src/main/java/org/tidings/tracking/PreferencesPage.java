package org.tidings.tracking;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.PermitAll;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import org.jboss.resteasy.reactive.RestForm;
import org.tidings.account.Account;
import org.tidings.contact.Address;
import org.tidings.contact.AddressBook;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.ProblemException;
import org.tidings.platform.web.PublicEndpoint;

/** The page on which recipients choose what they get. It has the token of the unsubscribe link of either kind of mail. GET changes nothing. */
@Path("/p/{token}")
@PermitAll
@PublicEndpoint
@Blocking
class PreferencesPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance preferences(Preferences preferences, boolean saved);
    }

    private final Tokens tokens;
    private final AddressBook addresses;
    private final EntityManager database;
    private final Clock clock;

    PreferencesPage(Tokens tokens, AddressBook addresses, EntityManager database, Clock clock) {
        this.tokens = tokens;
        this.addresses = addresses;
        this.database = database;
        this.clock = clock;
    }

    @GET
    @ConcurrencyLimit
    @Transactional
    public TemplateInstance show(@PathParam("token") String token) {
        return Templates.preferences(preferences(subject(token)), false);
    }

    @POST
    @ConcurrencyLimit
    @Transactional
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    public TemplateInstance save(
            @PathParam("token") String token,
            @RestForm @DefaultValue("false") boolean marketing,
            @RestForm @DefaultValue("false") boolean service,
            @RestForm @DefaultValue("false") boolean tracking,
            @RestForm @DefaultValue("false") boolean pause) {
        TokenSubject subject = subject(token);
        preferences(subject)
                .change(
                        addresses,
                        subject.addressId(),
                        new Preferences.Choice(marketing, service, tracking, pause),
                        clock.instant());
        database.clear(); // the changes are made by statements
        return Templates.preferences(preferences(subject), true);
    }

    private Preferences preferences(TokenSubject subject) {
        Address address = addresses.byId(subject.addressId()).orElseThrow(PreferencesPage::unusable);
        Account account = Account.findById(address.accountId);
        return Preferences.of(
                account, address, addresses.mayGetMarketing(account, subject.addressId()), clock.instant());
    }

    private TokenSubject subject(String token) {
        return tokens.verifyAny(token, TokenPurpose.UNSUBSCRIBE, TokenPurpose.UNSUBSCRIBE_SERVICE)
                .orElseThrow(PreferencesPage::unusable);
    }

    private static ProblemException unusable() {
        return new ProblemException(
                404, "This link does not work. It may be incomplete: copy the whole link from the message.");
    }
}
