package org.tidings.report;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.RestPath;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.feedback.Explanations;
import org.tidings.platform.web.Dates;
import org.tidings.recipient.Timeline;
import org.tidings.recipient.TimelineEvent;

/** The timeline of one recipient. */
@Path("/blasts/{id}/recipients/{recipient: .+}")
class RecipientPage {

    /** Maximum number of events shown; machines can cause any number of them. */
    private static final int LONGEST = 500;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance timeline(
                String blastId, String title, RecipientLine line, List<TimelineEntry> entries);
    }

    private final BlastAccess access;
    private final RecipientRows rows;
    private final RecipientLines lines;
    private final Links links;
    private final Timeline timeline;
    private final Explanations explanations;
    private final CurrentStaff current;
    private final Clock clock;

    RecipientPage(
            BlastAccess access,
            RecipientRows rows,
            RecipientLines lines,
            Links links,
            Timeline timeline,
            Explanations explanations,
            CurrentStaff current,
            Clock clock) {
        this.access = access;
        this.rows = rows;
        this.lines = lines;
        this.links = links;
        this.timeline = timeline;
        this.explanations = explanations;
        this.current = current;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance timeline(@RestPath String id, @RestPath String recipient) {
        Blast blast = access.find(id);
        ReportRow row = rows.byIdOrEmail(blast.key(), recipient).orElseThrow(NotFoundException::new);
        Map<Integer, String> labels = links.labels(blast.key());
        return Templates.timeline(
                blast.publicId, blast.title(), lines.of(List.of(row), dates()).get(0), entries(row, labels));
    }

    private List<TimelineEntry> entries(ReportRow row, Map<Integer, String> labels) {
        List<TimelineEvent> events = timeline.of(row.key(), LONGEST);
        Map<TimelineEvent, Explanations.Why> why = explanations.of(row.key(), events);
        return events.stream()
                .map(event -> TimelineEntry.of(
                        event,
                        labels,
                        why.getOrDefault(event, new Explanations.Why(List.of())).lines()))
                .toList();
    }

    private Dates dates() {
        return new Dates(current.zone(), clock.instant());
    }
}
