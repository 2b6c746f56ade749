package org.tidings.people;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.LapsingConsents;

/** The consents that lapse within a month, so that staff can ask these people in time. */
@Path("/people/lapsing")
class LapsingPage {

    private static final Duration AHEAD = Duration.ofDays(30);
    private static final int MOST = 1_000;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<LapsingConsents.Lapsing> lapsing, boolean more);
    }

    private final CurrentStaff current;
    private final LapsingConsents consents;
    private final Clock clock;

    LapsingPage(CurrentStaff current, LapsingConsents consents, Clock clock) {
        this.current = current;
        this.consents = consents;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance list() {
        List<LapsingConsents.Lapsing> found =
                consents.before(current.accountId(), clock.instant().plus(AHEAD), MOST + 1);
        boolean more = found.size() > MOST;
        return Templates.list(more ? found.subList(0, MOST) : found, more);
    }
}
