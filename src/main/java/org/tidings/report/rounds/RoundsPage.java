package org.tidings.report.rounds;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastMessages;
import org.tidings.blast.Round;
import org.tidings.blast.RoundPeople;
import org.tidings.blast.RoundReason;
import org.tidings.blast.RoundRequest;
import org.tidings.blast.Rounds;
import org.tidings.message.Person;
import org.tidings.message.TokenSubject;
import org.tidings.platform.web.FlashMessage;
import org.tidings.platform.web.Numbers;
import org.tidings.platform.web.SecurityHeaders;

/** Sends a blast again to those who have not got it: who that is, a review, and the rounds so far. */
@Path("/blasts/{id}/rounds")
@Produces(MediaType.TEXT_HTML)
class RoundsPage {

    private static final int MOST_DAYS = 60;
    private static final int SHOWN = 50;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance rounds(RoundsView view);

        static native TemplateInstance rounds$list(RoundsView view);

        static native TemplateInstance review(RoundReview review, RoundForm form, Map<String, String> errors);
    }

    private final BlastAccess access;
    private final Rounds rounds;
    private final RoundPeople people;
    private final RoundOffers offers;
    private final BlastMessages messages;
    private final FlashMessage flash;

    RoundsPage(
            BlastAccess access,
            Rounds rounds,
            RoundPeople people,
            RoundOffers offers,
            BlastMessages messages,
            FlashMessage flash) {
        this.offers = offers;
        this.messages = messages;
        this.access = access;
        this.rounds = rounds;
        this.people = people;
        this.flash = flash;
    }

    @GET
    @Transactional
    public TemplateInstance page(@RestPath String id, @RestQuery @DefaultValue("3") int days) {
        Blast blast = find(id);
        int chosen = within(days);
        return Templates.rounds(view(blast, chosen, offers.of(blast, chosen)));
    }

    /** The list of rounds, which is updated while one is being written. */
    @GET
    @Path("list")
    @Transactional
    public TemplateInstance list(@RestPath String id) {
        return Templates.rounds$list(view(find(id), RoundOffers.DAYS, List.of()));
    }

    /** Who would get the blast again, and who would not. Nothing is sent yet. */
    @GET
    @Path("review")
    @Transactional
    public TemplateInstance review(
            @RestPath String id, @RestQuery @Nullable RoundReason reason, @RestQuery @DefaultValue("3") int days) {
        Blast blast = find(id);
        if (reason == null) {
            throw new NotFoundException();
        }
        RoundForm form = RoundForm.of(blast, reason, within(days), rounds.next(blast.key()));
        return Templates.review(review(blast, form), form, Map.of());
    }

    /** Starts a round. Submitting the form twice, or by two people, starts one. */
    @POST
    public Response start(@RestPath String id, @BeanParam RoundForm form) {
        Blast blast = find(id);
        RoundReason reason = form.reason;
        if (reason == null) {
            throw new NotFoundException();
        }
        Map<String, String> errors = form.errors();
        if (!errors.isEmpty()) {
            return Response.status(422)
                    .entity(Templates.review(review(blast, form), form, errors))
                    .build();
        }
        try {
            Round started = rounds.start(new RoundRequest(
                    blast, form.number, reason, within(form.days), form.isEdited() ? form.edited() : null));
            flash.show(
                    started.finished
                            ? "Sending to " + Numbers.of(started.people, "person", "people") + " as round "
                                    + started.round + "."
                            : "Round " + started.round + " has started.");
        } catch (Rounds.RefusedException refused) {
            flash.show(sentence(refused.refusal(), blast));
        }
        return Response.seeOther(UriBuilder.fromPath("/blasts/{id}/rounds").build(blast.publicId))
                .build();
    }

    /** The edited message, without anybody's merge fields. The policy treats it as untrusted, as in the report. */
    @POST
    @Path("preview")
    @Transactional
    public Response preview(@RestPath String id, @BeanParam RoundForm form) {
        Person nobody = new Person(TokenSubject.NOBODY, "", "", "", Map.of());
        return Response.ok(messages.prepare(find(id), form.edited())
                        .preview(nobody)
                        .html())
                .header("Content-Security-Policy", SecurityHeaders.FRAMED_MAIL_POLICY)
                .header("Cache-Control", "no-store")
                .build();
    }

    private String sentence(Rounds.Refusal refusal, Blast blast) {
        return switch (refusal) {
            case NOBODY -> "There is nobody left to send it to. Nothing was sent.";
            case NOT_OPEN -> "Nothing was sent. This blast cannot be sent again at the moment.";
            case STARTED ->
                rounds.of(blast).stream()
                        .reduce((first, last) -> last)
                        .map(last -> RoundLine.of(blast, last).author() + " has already sent it again: round "
                                + last.round + ", to " + Numbers.of(last.people, "person", "people")
                                + ". Nothing was sent twice.")
                        .orElse("Nothing was sent twice.");
        };
    }

    private RoundsView view(Blast blast, int days, List<RoundOffer> offered) {
        return new RoundsView(
                blast.publicId,
                blast.title(),
                days,
                offered,
                rounds.of(blast).stream()
                        .map(round -> RoundLine.of(blast, round))
                        .toList(),
                offers.whyNot(blast));
    }

    private RoundReview review(Blast blast, RoundForm form) {
        RoundReason reason = form.reason == null ? RoundReason.BLOCKED : form.reason;
        int days = within(form.days);
        return new RoundReview(
                blast.publicId,
                blast.title(),
                offers.of(blast, reason, days),
                people.first(blast, reason, days, true, SHOWN),
                people.first(blast, reason, days, false, SHOWN),
                blast.blocks != null,
                offers.whyNot(blast));
    }

    private static int within(int days) {
        return Math.max(1, Math.min(days, MOST_DAYS));
    }

    private Blast find(String id) {
        Blast blast = access.find(id);
        if (blast.startedAt == null) {
            throw new NotFoundException();
        }
        return blast;
    }
}
