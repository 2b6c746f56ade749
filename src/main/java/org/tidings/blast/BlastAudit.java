package org.tidings.blast;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import org.tidings.account.AuditTrail;
import org.tidings.account.CurrentStaff;

/** Records what the person or program behind this request does with a blast, in the transaction of the action. */
@ApplicationScoped
public class BlastAudit {

    private final AuditTrail audit;
    private final CurrentStaff current;

    BlastAudit(AuditTrail audit, CurrentStaff current) {
        this.audit = audit;
        this.current = current;
    }

    /**
     * Records an action.
     *
     * @param action in the past tense, such as {@code cancelled}
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(Blast blast, String action) {
        record(blast, action, "");
    }

    /**
     * Records an action with more than its subject.
     *
     * @param more what else is to be known, such as {@code to} an address
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void record(Blast blast, String action, String more) {
        String by = current.isProgram() ? "(API key " + current.name() + ")" : "";
        String detail = String.join(" ", blast.subject, more, by).strip().replaceAll(" {2,}", " ");
        audit.record(current.accountId(), current.staffId(), "blast." + action, blast.publicId, detail);
    }
}
