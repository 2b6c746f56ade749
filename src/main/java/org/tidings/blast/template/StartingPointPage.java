package org.tidings.blast.template;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import org.tidings.account.Account;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.LookJson;
import org.tidings.message.block.BlockContext;
import org.tidings.message.block.BlockHtml;

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
        return drafts.start(point.name(), blast -> write(point, blast));
    }

    /** The content of its frame. */
    @GET
    @Path("html")
    @Transactional
    public Response html(String key) {
        Blast blast = Blast.draft(staff.accountId(), null, clock.instant());
        write(find(key), blast);
        return thumbnails.of(blast);
    }

    private static void write(StartingPoint point, Blast blast) {
        Account account = Account.findById(blast.accountId);
        point.writeTo(blast, BlockHtml.of(point.blocks(), BlockContext.of(LookJson.read(account.look))));
    }

    private static StartingPoint find(String key) {
        return StartingPoint.find(key).orElseThrow(NotFoundException::new);
    }
}
