package org.tidings.senderdomain;

import java.util.List;
import java.util.Set;
import org.tidings.platform.dns.Dns;
import org.tidings.senderdomain.DomainCheck.DnsRecord;
import org.tidings.senderdomain.DomainCheck.Subject;

/** The DMARC policy of the sender's domain, and whether its mail passes it (RFC 9989). */
final class DmarcCheck {

    private static final Set<String> ACTIONS = Set.of("none", "quarantine", "reject");

    private final Dns dns;
    private final SenderSettings settings;
    private final DmarcPolicy policy;

    private DmarcCheck(Dns dns, SenderSettings settings) {
        this.dns = dns;
        this.settings = settings;
        this.policy = DmarcPolicy.of(dns, settings.domain());
    }

    static List<DomainCheck> of(Dns dns, SenderSettings settings) {
        DmarcCheck check = new DmarcCheck(dns, settings);
        boolean none = !check.policy.exists() && !check.policy.failed();
        return none ? List.of(check.record()) : List.of(check.record(), check.alignment());
    }

    private DomainCheck record() {
        if (policy.several() != null) {
            return DomainCheck.wrong(
                    Subject.DMARC,
                    "_dmarc." + policy.several()
                            + " has several DMARC records, so receivers use none of them. Keep only one.",
                    null);
        }
        if (!policy.exists()) {
            return policy.failed()
                    ? DomainCheck.unknown(
                            Subject.DMARC, "The DMARC record of " + settings.domain() + " could not be looked up.")
                    : DomainCheck.wrong(
                            Subject.DMARC,
                            settings.domain() + " has no DMARC record, which Gmail, Yahoo and Microsoft demand.",
                            new DnsRecord(
                                    "_dmarc." + settings.domain(),
                                    "TXT",
                                    "v=DMARC1; p=none; rua=mailto:postmaster@" + settings.domain()));
        }
        if (!ACTIONS.contains(policy.action())) {
            return DomainCheck.wrong(
                    Subject.DMARC,
                    "The DMARC record at _dmarc." + policy.foundAt() + " has an unknown policy: " + policy.action()
                            + ".",
                    new DnsRecord("_dmarc." + policy.foundAt(), "TXT", "v=DMARC1; p=none"));
        }
        if (policy.tags().value("pct").isPresent()) {
            return DomainCheck.advice(
                    Subject.DMARC,
                    "The DMARC record at _dmarc." + policy.foundAt()
                            + " contains pct, which is no longer part of DMARC. Remove it.",
                    null);
        }
        return DomainCheck.good(Subject.DMARC, settings.domain() + " has a DMARC record: " + meaning() + ".");
    }

    private String meaning() {
        return switch (policy.action()) {
            case "reject" -> "receivers reject forged mail";
            case "quarantine" -> "receivers put forged mail into the spam folder";
            default -> "receivers only report forged mail (p=none)";
        };
    }

    /** Mail passes if SPF or DKIM passes for a domain that belongs to that of From (section 4.4). */
    private DomainCheck alignment() {
        boolean dkim = settings.keys().stream().anyMatch(key -> isAligned(key.domain(), "adkim"));
        boolean spf = isAligned(settings.returnPathDomain(), "aspf");
        if (dkim) {
            return DomainCheck.good(
                    Subject.ALIGNMENT, "Signatures belong to " + settings.domain() + ", as DMARC demands.");
        }
        if (policy.failed()) {
            return DomainCheck.unknown(
                    Subject.ALIGNMENT, "Whether mail passes DMARC could not be checked, because a look-up failed.");
        }
        if (spf) {
            return DomainCheck.advice(
                    Subject.ALIGNMENT,
                    "Mail passes DMARC by SPF only, which fails when it is forwarded. Sign it for " + settings.domain()
                            + " as well.",
                    null);
        }
        if (settings.keys().isEmpty()) {
            return DomainCheck.unknown(
                    Subject.ALIGNMENT,
                    "Mail passes DMARC only if your mail server signs it for " + settings.domain() + ".");
        }
        return DomainCheck.wrong(
                Subject.ALIGNMENT,
                "Mail fails DMARC: neither the signature ("
                        + settings.keys().get(0).domain() + ") nor the return path (" + settings.returnPathDomain()
                        + ") belongs to " + settings.domain() + ".",
                null);
    }

    private boolean isAligned(String authenticated, String tag) {
        if (authenticated.equals(settings.domain())) {
            return true;
        }
        return !policy.isStrict(tag)
                && DmarcPolicy.of(dns, authenticated).organizational().equals(policy.organizational());
    }
}
