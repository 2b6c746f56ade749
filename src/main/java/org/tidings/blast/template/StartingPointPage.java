package org.tidings.blast.template;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;

/** Starts a blast from a {@link StartingPoint}. */
@Path("/templates/starting-points/{key}")
class StartingPointPage {

    private final CurrentStaff staff;
    private final NewDrafts drafts;
    private final Thumbnails thumbnails;
    private final Clock clock;

    StartingPointPage(CurrentStaff staff, NewDrafts drafts, Thumbnails thumbnails, Clock clock) {
        this.staff = staff;
        this.drafts = drafts;
        this.thumbnails = thumbnails;
        this.clock = clock;
    }

    @POST
    @Transactional
    public Response use(String key) {
        StartingPoint point = find(key);
        return drafts.start(point.name(), point::writeTo);
    }

    /** The content of its frame. */
    @GET
    @Path("html")
    @Transactional
    public Response html(String key) {
        Blast blast = Blast.draft(staff.accountId(), null, clock.instant());
        find(key).writeTo(blast);
        return thumbnails.of(blast);
    }

    private static StartingPoint find(String key) {
        return StartingPoint.find(key).orElseThrow(NotFoundException::new);
    }
}
