package org.tidings.blast.template;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.function.Consumer;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAudit;

/** Stores a new draft with a message, and opens it. */
@ApplicationScoped
class NewDrafts {

    private final CurrentStaff staff;
    private final BlastAudit audit;
    private final Clock clock;

    NewDrafts(CurrentStaff staff, BlastAudit audit, Clock clock) {
        this.staff = staff;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * Stores a draft.
     *
     * @param template the name of what it starts from
     */
    @Transactional
    Response start(String template, Consumer<Blast> message) {
        Blast draft = Blast.draft(staff.accountId(), staff.staffId(), clock.instant());
        message.accept(draft);
        draft.persist();
        audit.record(draft, "started", "from " + template);
        return Response.seeOther(URI.create("/blasts/" + draft.publicId + "/edit"))
                .build();
    }
}
