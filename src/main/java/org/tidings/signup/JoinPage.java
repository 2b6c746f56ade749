package org.tidings.signup;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import io.vertx.core.http.HttpServerRequest;
import jakarta.annotation.security.PermitAll;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tidings.account.Account;
import org.tidings.contact.Topics;
import org.tidings.platform.Network;
import org.tidings.platform.web.ConcurrencyLimit;
import org.tidings.platform.web.FormErrors;
import org.tidings.platform.web.ProblemException;
import org.tidings.platform.web.PublicEndpoint;

/**
 * The public sign-up form. It sets no cookie and works without JavaScript. Forms on other websites post to it too: they get this form, filled in,
 * to agree to its words. What it answers does not depend on whether an address is known.
 */
@Path("/join/{account}")
@PermitAll
@PublicEndpoint
@Blocking
@Produces(MediaType.TEXT_HTML)
class JoinPage {

    private static final String AGAIN = "Check your details, tick the box and press the button.";

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(View view, SignUpForm form, Map<String, String> errors);

        static native TemplateInstance sent(String business, String email);
    }

    /**
     * What the form shows beside the submitted values.
     *
     * @param notice null on the first visit
     */
    record View(
            String business,
            String words,
            List<Topics.Topic> topics,
            String stamp,
            @Nullable String notice) {}

    private final SignUpRequest request;
    private final Topics topics;
    private final FormStamp stamp;

    JoinPage(SignUpRequest request, Topics topics, FormStamp stamp) {
        this.request = request;
        this.topics = topics;
        this.stamp = stamp;
    }

    @GET
    @ConcurrencyLimit
    @Transactional
    public TemplateInstance show(@PathParam("account") String name) {
        return form(account(name), new SignUpForm(), Map.of(), null);
    }

    @POST
    @ConcurrencyLimit
    @Transactional
    @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
    public Response submit(
            @PathParam("account") String name, @BeanParam SignUpForm form, HttpServerRequest httpRequest) {
        Account account = account(name);
        if (!form.isByProgram()) {
            if (!stamp.isValid(form.stamp, account.id, SignUp.words(account))) {
                return Response.ok(form(account, form, Map.of(), AGAIN)).build();
            }
            FormErrors errors = form.check();
            if (!errors.isEmpty()) {
                return Response.status(422)
                        .entity(form(account, form, errors.byField(), null))
                        .build();
            }
            if (!request.accept(
                    account, form, Network.of(httpRequest.remoteAddress().hostAddress()))) {
                throw new ProblemException(429, "Too many people signed up from your network. Try again in an hour.");
            }
        }
        return Response.ok(Templates.sent(account.name, form.email.strip())).build();
    }

    private TemplateInstance form(
            Account account, SignUpForm form, Map<String, String> errors, @Nullable String notice) {
        String words = SignUp.words(account);
        return Templates.form(
                new View(account.name, words, topics.all(account.id), stamp.issue(account.id, words), notice),
                form,
                errors);
    }

    private static Account account(String name) {
        return Account.byShortName(name.toLowerCase(Locale.ROOT))
                .filter(account -> account.signUp)
                .orElseThrow(NotFoundException::new);
    }
}
