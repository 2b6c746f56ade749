package org.tidings.blast.compose;

import com.github.f4b6a3.ulid.Ulid;
import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.RedirectionException;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Audience;
import org.tidings.blast.Blast;
import org.tidings.blast.audience.PastedAddresses;

/** The drafts that the signed-in person may see: an owner all of the account, staff their own. Others are not there. */
@ApplicationScoped
class Drafts {

    private final CurrentStaff staff;
    private final Audience audience;
    private final Clock clock;

    Drafts(CurrentStaff staff, Audience audience, Clock clock) {
        this.staff = staff;
        this.audience = audience;
        this.clock = clock;
    }

    /**
     * A blast in any state.
     *
     * @throws NotFoundException when there is none or it is another's
     */
    @Transactional
    public Blast visible(String id) {
        return find(id).orElseThrow(NotFoundException::new);
    }

    /**
     * A blast that can still be changed.
     *
     * @throws NotFoundException when there is none or it is another's
     * @throws RedirectionException to the report when it was sent
     */
    @Transactional
    public Blast editable(String id) {
        Blast blast = visible(id);
        if (!blast.state.isEditable()) {
            throw new RedirectionException(Response.Status.SEE_OTHER, URI.create("/blasts/" + blast.publicId));
        }
        return blast;
    }

    /** The draft of a page for a new one: made by the first save, found by the next. An id that is no good gets another. */
    @Transactional
    public Blast started(String id) {
        Optional<Blast> known = find(id);
        if (known.isPresent()) {
            return editable(id);
        }
        Blast blast = Blast.draft(staff.accountId(), staff.staffId(), clock.instant());
        blast.publicId = Ulid.isValid(id) && Blast.count("publicId", id) == 0 ? id : blast.publicId;
        blast.persistAndFlush();
        return blast;
    }

    /** Keeps what was typed. The addresses box is read only when it changed: it may be long. @return the draft as it is now */
    Saved save(Blast draft, DraftForm form) {
        Blast saved = change(draft, form::writeTo);
        boolean newPeople = !form.pasted.equals(Objects.requireNonNullElse(saved.pasted, ""));
        if (newPeople) {
            audience.replacePasted(saved, PastedAddresses.parse(form.pasted));
            saved = change(saved, blast -> blast.pasted = form.pasted);
        }
        return new Saved(saved, newPeople || draft.purpose != saved.purpose);
    }

    /**
     * A draft after it was saved.
     *
     * @param audienceChanged whether other people than before will get it
     */
    record Saved(Blast blast, boolean audienceChanged) {}

    /** Changes a draft under a lock, so that nothing changes under a blast that is being sent. */
    @Transactional
    public Blast change(Blast draft, Consumer<Blast> change) {
        Blast blast = Objects.requireNonNull(Blast.<Blast>findById(draft.key(), LockModeType.PESSIMISTIC_WRITE));
        editable(blast.publicId);
        change.accept(blast);
        blast.updatedAt = clock.instant();
        return blast;
    }

    String newId() {
        return UlidCreator.getMonotonicUlid().toString();
    }

    private Optional<Blast> find(String id) {
        return Blast.find(staff.accountId(), id)
                .filter(blast -> staff.isOwner() || Objects.equals(blast.createdBy, staff.staffId()));
    }
}
