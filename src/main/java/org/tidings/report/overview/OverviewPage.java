package org.tidings.report.overview;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.account.StaffMember;
import org.tidings.contact.LapsingConsents;

/** The last twelve weeks of an account. Only owners and managers see who sent what. */
@Path("/overview")
class OverviewPage {

    private static final int WEEKS = 12;
    private static final Duration LAPSING = Duration.ofDays(30);
    private static final int MOST_LAPSING = 1_000;
    /** Stands for API clients, which have no id. */
    private static final long PROGRAM = 0;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance overview(
                List<Week> weeks,
                Sent total,
                Chart chart,
                List<Author> authors,
                ListHealth.@Nullable Measured health,
                int lapsing);
    }

    /** What one person sent. */
    record Author(String name, Sent sent) {}

    private final CurrentStaff current;
    private final SentBlasts blasts;
    private final ListHealth health;
    private final LapsingConsents lapsing;
    private final Clock clock;

    OverviewPage(CurrentStaff current, SentBlasts blasts, ListHealth health, LapsingConsents lapsing, Clock clock) {
        this.current = current;
        this.blasts = blasts;
        this.health = health;
        this.lapsing = lapsing;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance overview() {
        ZoneId zone = current.zone();
        Instant now = clock.instant();
        LocalDate first = Week.of(now, zone).minusWeeks(WEEKS - 1);
        Instant from = first.atStartOfDay(zone).toInstant();
        List<SentBlasts.OfBlast> sent = blasts.since(current.accountId(), from);
        List<Week> weeks = weeks(first, sent, blasts.invalidByWeek(current.accountId(), from, zone), zone);
        return Templates.overview(
                weeks,
                sum(sent, blast -> true),
                Chart.of(weeks),
                current.seesAll() ? authors(sent) : List.of(),
                health.of(current.accountId()).orElse(null),
                lapsing.before(current.accountId(), now.plus(LAPSING), MOST_LAPSING)
                        .size());
    }

    private static List<Week> weeks(
            LocalDate first, List<SentBlasts.OfBlast> sent, Map<LocalDate, Integer> invalid, ZoneId zone) {
        List<Week> weeks = new ArrayList<>();
        for (int i = 0; i < WEEKS; i++) {
            LocalDate monday = first.plusWeeks(i);
            Predicate<SentBlasts.OfBlast> ofWeek =
                    blast -> Week.of(blast.startedAt(), zone).equals(monday);
            weeks.add(new Week(
                    monday,
                    sum(sent, ofWeek.and(SentBlasts.OfBlast::marketing)),
                    sum(sent, ofWeek.and(blast -> !blast.marketing())),
                    invalid.getOrDefault(monday, 0)));
        }
        return weeks;
    }

    private List<Author> authors(List<SentBlasts.OfBlast> sent) {
        Map<Long, Sent> byAuthor = new LinkedHashMap<>();
        sent.forEach(
                blast -> byAuthor.merge(blast.author() == null ? PROGRAM : blast.author(), blast.sent(), Sent::plus));
        return byAuthor.entrySet().stream()
                .map(entry -> new Author(
                        StaffMember.nameOf(current.accountId(), entry.getKey() == PROGRAM ? null : entry.getKey()),
                        entry.getValue()))
                .sorted(Comparator.comparingInt((Author author) -> author.sent().messages())
                        .reversed())
                .toList();
    }

    private static Sent sum(List<SentBlasts.OfBlast> sent, Predicate<SentBlasts.OfBlast> which) {
        return sent.stream().filter(which).map(SentBlasts.OfBlast::sent).reduce(Sent.NOTHING, Sent::plus);
    }
}
