package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.NotFoundException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.tidings.account.CurrentStaff;

/** Who sees which blast, in one place: owners, managers and programs every one of the account, staff those they wrote. */
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

    /**
     * The blasts that this person or program may see, newest first. By {@code blast_ix_account}, {@code blast_ix_account_author} or {@code
     * blast_ix_account_state}.
     *
     * @param states empty for all
     * @param before only older ones than that of this key; {@code Long.MAX_VALUE} for all
     */
    @Transactional
    public List<Blast> newest(Set<BlastState> states, long before, int limit) {
        return newest(states, BlastFilter.ALL, before, limit);
    }

    /** As {@link #newest(Set, long, int)}, those that match the filter. */
    @Transactional
    public List<Blast> newest(Set<BlastState> states, BlastFilter filter, long before, int limit) {
        StringBuilder condition = new StringBuilder("accountId = :account and cleared = false and id < :before");
        Map<String, Object> values = new HashMap<>(Map.of("account", current.accountId(), "before", before));
        if (!states.isEmpty()) {
            condition.append(" and state in :states");
            values.put("states", states);
        }
        Long author = current.seesAll() ? filter.author() : Objects.requireNonNull(current.staffId());
        if (author != null) {
            condition.append(" and createdBy = :author");
            values.put("author", author);
        }
        if (filter.purpose() != null) {
            condition.append(" and purpose = :purpose");
            values.put("purpose", filter.purpose());
        }
        if (!filter.subject().isEmpty()) {
            condition.append(" and locate(:subject, subject) > 0");
            values.put("subject", filter.subject());
        }
        return Blast.<Blast>find(condition + " order by id desc", values)
                .page(0, limit)
                .list();
    }

    /** Whether this person or program may see the blast. */
    @Transactional
    public boolean mayRead(long key) {
        Blast blast = Blast.findById(key);
        return blast != null && blast.accountId == current.accountId() && !blast.cleared && isVisible(blast);
    }

    private boolean isVisible(Blast blast) {
        return current.seesAll() || Objects.equals(blast.createdBy, current.staffId());
    }
}
