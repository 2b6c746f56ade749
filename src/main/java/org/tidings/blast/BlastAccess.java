package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.util.Objects;
import org.tidings.account.CurrentStaff;

/** Who sees which blast, in one place: owners and their programs every one of the account, staff those they wrote. */
@ApplicationScoped
public class BlastAccess {

    private final CurrentStaff current;

    BlastAccess(CurrentStaff current) {
        this.current = current;
    }

    /**
     * The blast, for the person or program behind this request.
     *
     * @throws NotFoundException the same for one that is not there, is somebody else's or was cleared
     */
    @Transactional
    public Blast find(String publicId) {
        return Blast.find(current.accountId(), publicId).filter(this::isVisible).orElseThrow(NotFoundException::new);
    }

    private boolean isVisible(Blast blast) {
        return current.isOwner() || Objects.equals(blast.createdBy, current.staffId());
    }
}
