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
import org.tidings.platform.PublicIds;

/** Access to blasts for the compose pages: owners see all of the account, staff only their own. */
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
     * @throws NotFoundException when it does not exist or is not visible
     */
    @Transactional
    public Blast visible(String id) {
        return find(id).orElseThrow(NotFoundException::new);
    }

    /**
     * A blast that can still be changed.
     *
     * @throws NotFoundException when it does not exist or is not visible
     * @throws RedirectionException to the report if it has been sent
     */
    @Transactional
    public Blast editable(String id) {
        Blast blast = visible(id);
        if (!blast.state.isEditable()) {
            throw new RedirectionException(Response.Status.SEE_OTHER, URI.create("/blasts/" + blast.publicId));
        }
        return blast;
    }

    /** Returns the draft of a new page: created by the first save, found by later ones. An invalid or used id is replaced. */
    @Transactional
    public Blast started(String id) {
        Optional<Blast> known = find(id);
        if (known.isPresent()) {
            return editable(id);
        }
        Blast blast = Blast.draft(staff.accountId(), staff.staffId(), clock.instant());
        blast.publicId = PublicIds.isOne(id) && Blast.count("publicId", id) == 0 ? id : blast.publicId;
        blast.persistAndFlush();
        return blast;
    }

    /**
     * Saves the form. Pasted addresses are parsed only if they changed, because they can be long.
     *
     * @return the saved draft
     * @throws DraftConflictException when another page saved something else since the page of the form was opened. A page does not conflict with
     *     itself: it may submit the form before it knows the version of its last automatic save
     */
    Saved save(Blast draft, DraftForm form) {
        Blast saved = change(draft, blast -> {
            if (form.conflictsWith(blast)) {
                throw new DraftConflictException();
            }
            form.writeTo(blast);
            blast.editor = Ulid.isValid(form.editor) ? form.editor : null;
        });
        boolean newPeople = !form.pasted.equals(Objects.requireNonNullElse(saved.pasted, ""));
        if (newPeople) {
            audience.replacePasted(saved, PastedAddresses.parse(form.pasted));
            saved = change(saved, blast -> blast.pasted = form.pasted);
        }
        return new Saved(saved, newPeople || draft.purpose != saved.purpose || draft.onePer != saved.onePer);
    }

    /**
     * A saved draft.
     *
     * @param audienceChanged whether the audience changed
     */
    record Saved(Blast blast, boolean audienceChanged) {}

    /** Changes a draft under a lock, which prevents changes to a blast that is being sent. */
    @Transactional
    public Blast change(Blast draft, Consumer<Blast> change) {
        Blast blast = Objects.requireNonNull(Blast.<Blast>findById(draft.key(), LockModeType.PESSIMISTIC_WRITE));
        editable(blast.publicId);
        change.accept(blast);
        blast.updatedAt = clock.instant();
        blast.updatedBy = staff.staffId();
        blast.version++;
        return blast;
    }

    String newId() {
        return UlidCreator.getMonotonicUlid().toString();
    }

    private Optional<Blast> find(String id) {
        return Blast.find(staff.accountId(), id)
                .filter(blast -> staff.seesAll() || Objects.equals(blast.createdBy, staff.staffId()));
    }
}
