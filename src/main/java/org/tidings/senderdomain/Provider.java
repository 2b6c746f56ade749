package org.tidings.senderdomain;

import java.util.List;
import java.util.Set;
import org.tidings.senderdomain.DomainCheck.State;
import org.tidings.senderdomain.DomainCheck.Subject;

/** Mailbox providers and what they demand from those who send in bulk. */
public enum Provider {
    GMAIL("Gmail"),
    YAHOO("Yahoo"),
    MICROSOFT("Microsoft"),
    APPLE("Apple");

    private static final Set<Subject> ALL_DEMAND =
            Set.of(Subject.DOMAIN, Subject.SPF, Subject.DKIM, Subject.DMARC, Subject.ALIGNMENT);

    private final String title;

    Provider(String title) {
        this.title = title;
    }

    private boolean demands(Subject subject) {
        return ALL_DEMAND.contains(subject)
                || switch (this) {
                    // https://support.google.com/a/answer/81126, from 5,000 messages a day
                    case GMAIL ->
                        Set.of(Subject.REVERSE_DNS, Subject.TLS, Subject.ONE_CLICK)
                                .contains(subject);
                    // https://senders.yahooinc.com/best-practices/, also for AOL
                    case YAHOO ->
                        Set.of(Subject.RETURN_PATH, Subject.REVERSE_DNS, Subject.ONE_CLICK)
                                .contains(subject);
                    // https://learn.microsoft.com/defender-office-365/outlook-com-sender-requirements, from 5,000
                    // messages a day
                    case MICROSOFT -> subject == Subject.RETURN_PATH;
                    // https://support.apple.com/102322
                    case APPLE -> subject == Subject.REVERSE_DNS;
                };
    }

    /**
     * What a provider makes of the checks.
     *
     * @param missing the demands that are not met
     * @param unknown the demands that could not be checked
     */
    public record Verdict(String provider, List<String> missing, List<String> unknown) {

        public boolean accepts() {
            return missing.isEmpty() && unknown.isEmpty();
        }

        /** For staff. */
        public String sentence() {
            if (!missing.isEmpty()) {
                return "May refuse your mail or treat it as spam: " + String.join(", ", missing) + ".";
            }
            return unknown.isEmpty()
                    ? "Everything that it demands is in place."
                    : "Could not be checked: " + String.join(", ", unknown) + ".";
        }
    }

    Verdict judge(List<DomainCheck> checks) {
        return new Verdict(title, titles(checks, State.WRONG), titles(checks, State.UNKNOWN));
    }

    private List<String> titles(List<DomainCheck> checks, State state) {
        return checks.stream()
                .filter(check -> check.state() == state && demands(check.subject()))
                .map(check -> check.subject().title())
                .distinct()
                .toList();
    }
}
