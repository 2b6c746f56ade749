package org.tidings.report.calls;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.account.StaffMember;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.platform.web.Dates;
import org.tidings.platform.web.FlashMessage;
import org.tidings.recipient.RecipientCounts;

/** The homes to phone, because a blast did not reach them. */
@Path("/blasts/{id}/calls")
@Produces(MediaType.TEXT_HTML)
class CallsPage {

    private static final int PAGE_SIZE = 100;

    /** Nobody phones more; and the list is computed anew for each page. */
    private static final int MOST_MESSAGES = 20_000;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance calls(CallView view);

        static native TemplateInstance calls$list(CallView view);
    }

    private final BlastAccess access;
    private final UnreachedHomes homes;
    private final CallLines lines;
    private final Calls calls;
    private final CurrentStaff current;
    private final FlashMessage flash;
    private final Clock clock;

    CallsPage(
            BlastAccess access,
            UnreachedHomes homes,
            CallLines lines,
            Calls calls,
            CurrentStaff current,
            FlashMessage flash,
            Clock clock) {
        this.access = access;
        this.homes = homes;
        this.lines = lines;
        this.calls = calls;
        this.current = current;
        this.flash = flash;
        this.clock = clock;
    }

    @GET
    @Transactional
    public TemplateInstance page(
            @RestPath String id,
            @RestQuery @DefaultValue("DELIVERED") Proof proof,
            @RestQuery @DefaultValue("1") int page) {
        return Templates.calls(view(find(id), proof, page));
    }

    /**
     * The part of the page that is updated regularly; 204 if nothing has changed, because a button may have the focus.
     *
     * @param seen the version that the page shows
     */
    @GET
    @Path("list")
    @Transactional
    public Response list(
            @RestPath String id,
            @RestQuery @DefaultValue("DELIVERED") Proof proof,
            @RestQuery @DefaultValue("1") int page,
            @RestQuery @DefaultValue("") String seen) {
        CallView view = view(find(id), proof, page);
        return view.version().equals(seen)
                ? Response.noContent().build()
                : Response.ok(Templates.calls$list(view)).build();
    }

    /**
     * Records what came of a call.
     *
     * @param home the id of an {@link UnreachedHome}
     * @param proof of the list that the page showed, in which the home is looked for
     * @param shown the outcome that the page showed; null for none
     * @param outcome null removes the call
     */
    @POST
    @Transactional
    public Response record(
            @RestPath String id,
            @FormParam("home") @DefaultValue("") String home,
            @FormParam("shown") @Nullable CallOutcome shown,
            @FormParam("outcome") @Nullable CallOutcome outcome,
            @FormParam("proof") @DefaultValue("DELIVERED") Proof proof,
            @FormParam("page") @DefaultValue("1") int page) {
        Blast blast = find(id);
        Long staff = current.staffId();
        UnreachedHome called = homes.of(blast, proof, MOST_MESSAGES).stream()
                .filter(one -> one.id().equals(home))
                .findFirst()
                .orElseThrow(NotFoundException::new);
        if (staff == null) {
            throw new NotFoundException();
        }
        if (!calls.record(blast.key(), called.key(), shown, outcome, staff)) {
            flash.show(calls.of(blast.key(), called.key())
                    .map(other -> already(blast, called, other))
                    .orElse("Somebody else has just undone this call. Nothing was changed."));
        }
        return Response.seeOther(UriBuilder.fromPath("/blasts/{id}/calls")
                        .queryParam("proof", proof)
                        .queryParam("page", page)
                        .fragment("home-" + called.id())
                        .build(blast.publicId))
                .build();
    }

    private static String already(Blast blast, UnreachedHome home, Call call) {
        return StaffMember.nameOf(blast.accountId, call.staffId()) + " has just recorded \""
                + call.outcome().words() + "\" for " + home.name() + ". Nothing was changed.";
    }

    private Blast find(String id) {
        Blast blast = access.find(id);
        if (blast.startedAt == null) {
            throw new NotFoundException();
        }
        return blast;
    }

    private CallView view(Blast blast, Proof proof, int page) {
        RecipientCounts counts = RecipientCounts.of(blast.key());
        int open = proof.open().stream().mapToInt(counts::of).sum(); // at most: some of them may have confirmed
        if (open > MOST_MESSAGES) {
            return CallView.tooMany(blast, proof, open);
        }
        List<UnreachedHome> found = homes.of(blast, proof, MOST_MESSAGES);
        List<UnreachedHome> listed = found.stream()
                .filter(home -> !home.waiting() || home.call() != null)
                .toList();
        int pages = Math.max(1, (listed.size() + PAGE_SIZE - 1) / PAGE_SIZE);
        int shown = Math.max(1, Math.min(page, pages));
        List<UnreachedHome> ofPage =
                listed.subList((shown - 1) * PAGE_SIZE, Math.min(shown * PAGE_SIZE, listed.size()));
        return new CallView(
                blast.publicId,
                blast.title(),
                proof,
                CallSum.of(homes.count(blast), found),
                lines.of(blast, ofPage, new Dates(current.zone(), clock.instant())),
                shown,
                pages,
                Integer.toHexString(found.toString().hashCode()),
                Optional.empty());
    }
}
