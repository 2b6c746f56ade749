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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.AuditEntry;
import org.tidings.feedback.provider.ProviderReleases.Outcome;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.FormErrors;

/** The list of invalid addresses, and the page of one address with its evidence and the release form. */
@Path("/invalid")
class InvalidPage {

    private static final int LINES = 50;
    private static final int LONGEST_WHY = 500;
    private static final int PATIENCE_SECONDS = 3;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                InvalidAddresses.Page page, String q, String query, boolean first, @Nullable Upload upload);

        static native TemplateInstance address(
                InvalidLine line,
                List<EvidenceItem> evidence,
                List<AuditEntry> history,
                String why,
                Map<String, String> errors);
    }

    private final InvalidAddresses addresses;
    private final Evidence evidence;
    private final FlashMessage flash;

    InvalidPage(InvalidAddresses addresses, Evidence evidence, FlashMessage flash) {
        this.addresses = addresses;
        this.evidence = evidence;
        this.flash = flash;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance list(@RestQuery @DefaultValue("") String q, @RestQuery @Nullable String cursor) {
        String words = q.strip();
        return Templates.list(
                addresses.page(words, cursor, LINES),
                words,
                URLEncoder.encode(words, StandardCharsets.UTF_8),
                cursor == null || cursor.isEmpty(),
                null);
    }

    /** The list with the result of an import above it. */
    TemplateInstance list(Upload upload) {
        return Templates.list(addresses.page("", null, LINES), "", "", true, upload);
    }

    @GET
    @Path("address")
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance address(@RestQuery @DefaultValue("") String email) {
        InvalidLine line = find(email);
        return address(line, "", Map.of());
    }

    private TemplateInstance address(InvalidLine line, String why, Map<String, String> errors) {
        return Templates.address(
                line,
                evidence.of(line.addressId(), line.recipient(), addresses.author()),
                addresses.history(line),
                why,
                errors);
    }

    @POST
    @Path("release")
    public Response release(@RestForm @DefaultValue("") String email, @RestForm @DefaultValue("") String why) {
        InvalidLine line = find(email);
        FormErrors errors = new FormErrors()
                .required("why", why, "Enter a reason. It is kept in the history of the address.")
                .atMost(LONGEST_WHY, "why", why);
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(address(line, why, errors.byField()))
                    .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                    .build();
        }
        List<CompletableFuture<Outcome>> atProviders = addresses.release(line, why.strip());
        flash.show((line.email() + " can receive mail again. If it bounces again, it returns to this list. "
                        + sentences(atProviders))
                .strip());
        return Response.seeOther(URI.create("/invalid")).build();
    }

    /** Waits a short time for providers: the address is released already, and the audit trail will have what comes later. */
    private static String sentences(List<CompletableFuture<Outcome>> outcomes) {
        Outcome late =
                new Outcome(true, "Your mail provider has not answered yet; the audit trail will show the result.");
        CompletableFuture<Void> all = CompletableFuture.allOf(outcomes.toArray(CompletableFuture[]::new));
        all.completeOnTimeout(null, PATIENCE_SECONDS, TimeUnit.SECONDS).join();
        return outcomes.stream()
                .map(outcome -> outcome.getNow(late).sentence())
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private InvalidLine find(String email) {
        return addresses.find(email).orElseThrow(NotFoundException::new);
    }
}
