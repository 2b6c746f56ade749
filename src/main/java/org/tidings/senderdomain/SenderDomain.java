package org.tidings.senderdomain;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.database.DatabaseException;
import org.tidings.platform.dns.Dns;

/** Whether providers accept mail from the sender's domain. Checked every day by one node of a cluster, and when somebody asks. */
@ApplicationScoped
public class SenderDomain {

    private static final Logger LOG = Logger.getLogger(SenderDomain.class);
    private static final Duration VALID = Duration.ofDays(1);

    private final Dns dns;
    private final SenderSettingsSource source;
    private final DomainReports reports;
    private final Clock clock;

    SenderDomain(Dns dns, SenderSettingsSource source, DomainReports reports, Clock clock) {
        this.dns = dns;
        this.source = source;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * What is known.
     *
     * @param simulated whether no mail leaves the machine, so that nothing is urgent
     * @param report the latest; null before the first check
     * @param checkedAt when it was made
     */
    public record Known(
            String domain,
            boolean simulated,
            @Nullable DomainReport report,
            @Nullable Instant checkedAt) {}

    public Known known() {
        SenderSettings settings = source.settings();
        Optional<DomainReports.Checked> checked = reports.find(settings.domain());
        return new Known(
                settings.domain(),
                settings.simulated(),
                checked.map(DomainReports.Checked::report).orElse(null),
                checked.map(DomainReports.Checked::at).orElse(null));
    }

    /** Checks now, which takes some seconds. */
    public void check() {
        DomainReport report = DomainExamination.of(dns, source.settings());
        reports.store(report, clock.instant());
        if (!report.refusing().isEmpty()) {
            LOG.warnf(
                    "%s may refuse mail from %s: %s",
                    String.join(", ", report.refusing()), report.domain(), String.join(" ", report.wrong()));
        }
    }

    @Scheduled(every = "10m", delayed = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void onSchedule() {
        SenderSettings settings = source.settings();
        if (settings.simulated()) {
            return;
        }
        try {
            Instant now = clock.instant();
            boolean otherDomain = reports.find(settings.domain()).isEmpty();
            if (reports.lease(now, otherDomain ? now : now.minus(VALID))) {
                check();
            }
        } catch (DatabaseException unavailable) {
            LOG.debugf("The sender's domain was not checked: %s", unavailable.getMessage());
        }
    }
}
