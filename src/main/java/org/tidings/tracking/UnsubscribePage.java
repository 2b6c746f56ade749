package org.tidings.tracking;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.contact.Address;
import org.tidings.contact.AddressBook;
import org.tidings.contact.ConsentKind;
import org.tidings.message.TokenPurpose;
import org.tidings.message.TokenSubject;
import org.tidings.message.Tokens;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.ProblemException;
import org.tidings.platform.web.PublicEndpoint;

/**
 * The page behind the unsubscribe link. GET changes nothing, because link scanners follow links; the button and the one-click POST of mail
 * clients (RFC 8058) do. It needs neither login nor cookie, and its links never expire.
 */
@Path("/u/{token}")
@PermitAll
@PublicEndpoint
@Blocking
class UnsubscribePage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance ask(String business, String email, boolean marketing, String preferences);

        static native TemplateInstance done(String business, String email, boolean marketing, String preferences);

        static native TemplateInstance again(String business, String email, boolean marketing);
    }

    private final Tokens tokens;
    private final AddressBook addressBook;
    private final Unsubscription unsubscribing;
    private final TrackingRecorder recorder;

    UnsubscribePage(Tokens tokens, AddressBook addressBook, Unsubscription unsubscribing, TrackingRecorder recorder) {
        this.tokens = tokens;
        this.addressBook = addressBook;
        this.unsubscribing = unsubscribing;
        this.recorder = recorder;
    }

    @GET
    @ConcurrencyLimit
    @Transactional
    public TemplateInstance ask(@PathParam("token") String token, HttpServerRequest request) {
        Link link = link(token);
        TokenSubject subject = link.subject();
        Address address = address(subject);
        recorder.visit(subject, "unsubscribe page", request);
        Instant refusedAt = link.isMarketing() ? address.unsubscribedAt : address.serviceRefusedAt;
        return refusedAt == null
                ? Templates.ask(business(address), address.email, link.isMarketing(), "/p/" + token)
                : Templates.done(business(address), address.email, link.isMarketing(), "/p/" + token);
    }

    @POST
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    public TemplateInstance change(
            @PathParam("token") String token,
            @RestForm("List-Unsubscribe") @Nullable String oneClick,
            @RestForm @Nullable String choice) {
        Link link = link(token);
        TokenSubject subject = link.subject();
        Address address = address(subject);
        if ("again".equals(choice)) {
            unsubscribing.resubscribe(subject, link.kind());
            return Templates.again(business(address), address.email, link.isMarketing());
        }
        if (!"One-Click".equalsIgnoreCase(oneClick) && !"stop".equals(choice)) {
            throw new ProblemException(400, "The request must contain List-Unsubscribe=One-Click or choice=stop.");
        }
        unsubscribing.unsubscribe(subject, link.kind(), oneClick == null ? "page" : "one-click");
        return Templates.done(business(address), address.email, link.isMarketing(), "/p/" + token);
    }

    /** What a token names, and the kind of mail that it ends. */
    private record Link(TokenSubject subject, ConsentKind kind) {
        boolean isMarketing() {
            return kind == ConsentKind.MARKETING;
        }
    }

    private Link link(String token) {
        return tokens.verifyAny(token, TokenPurpose.UNSUBSCRIBE)
                .map(subject -> new Link(subject, ConsentKind.MARKETING))
                .or(() -> tokens.verifyAny(token, TokenPurpose.UNSUBSCRIBE_SERVICE)
                        .map(subject -> new Link(subject, ConsentKind.SERVICE)))
                .orElseThrow(UnsubscribePage::unusable);
    }

    private Address address(TokenSubject subject) {
        return addressBook.byId(subject.addressId()).orElseThrow(UnsubscribePage::unusable);
    }

    private static ProblemException unusable() {
        return new ProblemException(
                404, "This link does not work. It may be incomplete: copy the whole link from the message.");
    }

    private static String business(Address address) {
        Account account = Account.findById(address.accountId);
        return account.name;
    }
}
