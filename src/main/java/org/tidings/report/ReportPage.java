package org.tidings.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastState;
import org.tidings.blast.Rounds;
import org.tidings.platform.web.Dates;
import org.tidings.recipient.FollowUp;
import org.tidings.recipient.RecipientStatus;
import org.tidings.report.rounds.RoundOffers;

/** The report of a blast. */
@Path("/blasts/{id}")
class ReportPage {

    private static final int PAGE_SIZE = 50;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance report(
                Summary summary,
                String tab,
                int linkCount,
                @Nullable RecipientListView listing,
                @Nullable AttentionView attention,
                @Nullable SentMessage message,
                @Nullable List<Links.Line> links);

        static native TemplateInstance report$summary(Summary summary);

        static native TemplateInstance report$actions(Summary summary);

        static native TemplateInstance attentionCount(int count);
    }

    private final BlastAccess access;
    private final Summaries summaries;
    private final RecipientRows rows;
    private final RecipientLines lines;
    private final Attention attention;
    private final FollowUpGroups done;
    private final Rounds rounds;
    private final RoundOffers offers;
    private final SentMessages messages;
    private final Links links;
    private final CurrentStaff current;
    private final Clock clock;

    ReportPage(
            BlastAccess access,
            Summaries summaries,
            RecipientRows rows,
            RecipientLines lines,
            Attention attention,
            FollowUpGroups done,
            Rounds rounds,
            RoundOffers offers,
            SentMessages messages,
            Links links,
            CurrentStaff current,
            Clock clock) {
        this.access = access;
        this.summaries = summaries;
        this.rows = rows;
        this.lines = lines;
        this.attention = attention;
        this.done = done;
        this.rounds = rounds;
        this.offers = offers;
        this.messages = messages;
        this.links = links;
        this.current = current;
        this.clock = clock;
    }

    /** The query parameters. Any parameter other than the tab opens the list of all recipients. */
    static class ListParameters {
        private static final Set<String> TABS = Set.of("attention", "everyone", "content", "links");

        @RestQuery
        @Nullable
        String tab;

        @RestQuery
        @Nullable
        RecipientStatus status;

        @RestQuery
        @Nullable
        String rule;

        @RestQuery
        @Nullable
        AnswerFilter answer;

        @RestQuery
        @DefaultValue("")
        String q = "";

        @RestQuery
        @DefaultValue("ADDRESS")
        RecipientSort sort = RecipientSort.ADDRESS;

        @RestQuery
        @Nullable
        String cursor;

        /** A number, or empty for all. */
        @RestQuery
        @DefaultValue("")
        String round = "";

        @RestQuery
        @Nullable
        RecipientMark mark;

        @RestQuery
        @Nullable
        Integer link;

        @RestQuery
        @Nullable
        FollowUp done;

        RecipientFilter filter() {
            Integer ofRound = round.matches("\\d{1,4}") ? Integer.valueOf(round) : null;
            return new RecipientFilter(
                    status,
                    rule == null || rule.isEmpty() ? null : rule,
                    q,
                    new RecipientFilter.More(ofRound, mark, link, done, answer));
        }

        String tab(Summary summary) {
            if (tab != null && TABS.contains(tab)) {
                return tab;
            }
            boolean everyone = !filter().isEveryone() || cursor != null || summary.attention() == 0;
            return everyone ? "everyone" : "attention";
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public Response report(@RestPath String id, @BeanParam ListParameters parameters) {
        Blast blast = access.find(id);
        if (blast.state == BlastState.DRAFT) {
            return Response.seeOther(URI.create("/blasts/" + id + "/edit")).build();
        }
        Summary summary = summaries.of(blast, dates());
        String tab = parameters.tab(summary);
        long key = blast.key();
        return Response.ok(Templates.report(
                        summary,
                        tab,
                        links.count(key),
                        tab.equals("everyone") ? listing(blast, parameters, summary.selected()) : null,
                        tab.equals("attention") ? attention(blast, summary.selected()) : null,
                        tab.equals("content") ? messages.of(blast) : null,
                        tab.equals("links") ? links.of(key) : null))
                .build();
    }

    /**
     * The parts of the page that are updated regularly.
     *
     * @param shown the state that the page shows; the buttons are replaced only when it has changed, because one may have the focus
     */
    @GET
    @Path("summary")
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public String summary(@RestPath String id, @RestQuery @DefaultValue("") String shown) {
        Summary summary = summaries.of(access.find(id), dates());
        String page = Templates.report$summary(summary).render()
                + Templates.attentionCount(summary.attention()).render();
        return shown.equals(summary.state().name())
                ? page
                : page + Templates.report$actions(summary).render();
    }

    private RecipientListView listing(Blast blast, ListParameters parameters, int selected) {
        RecipientRows.Page page =
                rows.page(blast.key(), parameters.filter(), parameters.sort, parameters.cursor, PAGE_SIZE);
        return new RecipientListView(
                blast.publicId,
                parameters.filter(),
                parameters.sort,
                lines.of(page.items(), dates()),
                rounds.of(blast).stream().map(round -> (int) round.round).toList(),
                parameters.link == null ? null : links.labels(blast.key()).get(parameters.link),
                page.previous(),
                page.next(),
                selected > IndexChoice.FEW);
    }

    private AttentionView attention(Blast blast, int selected) {
        long blastId = blast.key();
        return AttentionView.of(
                attention.groups(blastId).stream()
                        .map(group -> new AttentionGroup(group, lines.of(group.rows(), dates())))
                        .toList(),
                done.of(blastId).stream()
                        .map(group -> new FollowUpGroup(group, lines.of(group.rows(), dates())))
                        .toList(),
                blast.startedAt == null || selected > IndexChoice.FEW ? List.of() : offers.of(blast, RoundOffers.DAYS));
    }

    private Dates dates() {
        return new Dates(current.zone(), clock.instant());
    }
}
