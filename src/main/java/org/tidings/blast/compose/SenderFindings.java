package org.tidings.blast.compose;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.tidings.account.CurrentStaff;
import org.tidings.senderdomain.DomainReport;
import org.tidings.senderdomain.SenderDomain;

/** Warns when providers may refuse everything from the sender's domain, by the latest report. */
@ApplicationScoped
class SenderFindings {

    private final SenderDomain domain;
    private final CurrentStaff staff;

    SenderFindings(SenderDomain domain, CurrentStaff staff) {
        this.domain = domain;
        this.staff = staff;
    }

    List<PreflightCheck> current() {
        SenderDomain.Known known = domain.known();
        DomainReport report = known.report();
        if (known.simulated() || report == null || report.refusing().isEmpty()) {
            return List.of();
        }
        String sentence = String.join(", ", report.refusing()) + " may refuse this message: "
                + report.wrong().get(0)
                + (staff.mayOpen("/settings/mail") ? "" : " Tell an owner or a manager of the account.");
        return List.of(PreflightCheck.advise(
                sentence, "", staff.mayOpen("/settings/mail") ? "/settings/mail#sender-domain" : ""));
    }
}
