package org.tidings.blast.compose;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.jboss.resteasy.reactive.RestPath;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.blast.BlastAudit;
import org.tidings.blast.BlastCopies;
import org.tidings.platform.database.Transactions;
import org.tidings.platform.web.FlashMessage;

/** Copies a blast to a new draft, whatever its state. */
@Path("/blasts/{id}/duplicate")
class DuplicatePage {

    private final BlastAccess access;
    private final BlastCopies copies;
    private final BlastAudit audit;
    private final CurrentStaff staff;
    private final Transactions transactions;
    private final FlashMessage flash;

    DuplicatePage(
            BlastAccess access,
            BlastCopies copies,
            BlastAudit audit,
            CurrentStaff staff,
            Transactions transactions,
            FlashMessage flash) {
        this.access = access;
        this.copies = copies;
        this.audit = audit;
        this.staff = staff;
        this.transactions = transactions;
        this.flash = flash;
    }

    @POST
    public Response duplicate(@RestPath String id) {
        Blast original = access.find(id);
        String copy = transactions.callNew(connection -> {
            Blast draft = copies.copy(original, staff.staffId());
            audit.record(draft, "copied");
            return draft.publicId;
        });
        flash.show("This is a copy. The original is unchanged.");
        return Response.seeOther(URI.create("/blasts/" + copy + "/edit")).build();
    }
}
