package org.tidings.blast.template;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jboss.resteasy.reactive.RestQuery;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastFilter;
import org.tidings.blast.BlastState;
import org.tidings.platform.web.Dates;

/** Everything that a blast can be started from. */
@Path("/templates")
@Produces(MediaType.TEXT_HTML)
class TemplatesPage {

    private static final int BLASTS_SHOWN = 12;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(
                List<Choice> startingPoints, List<Choice> saved, List<Choice> blasts, String q);
    }

    /** Drafts are finished on the page of background tasks. */
    private static final Set<BlastState> SENT = EnumSet.complementOf(EnumSet.of(BlastState.DRAFT));

    private final CurrentStaff staff;
    private final BlastAccess access;
    private final Clock clock;

    TemplatesPage(CurrentStaff staff, BlastAccess access, Clock clock) {
        this.staff = staff;
        this.access = access;
        this.clock = clock;
    }

    @GET
    @Transactional
    public TemplateInstance list(@RestQuery @DefaultValue("") String q) {
        Dates dates = new Dates(staff.zone(), clock.instant());
        return Templates.list(
                StartingPoint.ALL.stream().map(Choice::of).toList(),
                MessageTemplate.ofAccount(staff.accountId()).stream()
                        .map(Choice::of)
                        .toList(),
                access.newest(SENT, new BlastFilter(q.strip(), null, null), Long.MAX_VALUE, BLASTS_SHOWN).stream()
                        .map(blast -> Choice.of(blast, dates))
                        .toList(),
                q.strip());
    }
}
