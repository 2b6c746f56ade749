package org.tidings.people;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.EnrolmentStatus;
import org.tidings.contact.Enrolments;
import org.tidings.contact.WeeklyClass;

/** The list of classes. */
@Path("/classes")
class ClassesPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<Line> classes);
    }

    /** A class with how many students it has today. */
    public record Line(WeeklyClass weeklyClass, long enrolled, long waitlisted) {}

    private final CurrentStaff current;
    private final Enrolments enrolments;
    private final Clock clock;

    ClassesPage(CurrentStaff current, Enrolments enrolments, Clock clock) {
        this.current = current;
        this.enrolments = enrolments;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance list() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), current.zone());
        Map<Long, Map<EnrolmentStatus, Long>> sizes = enrolments.sizes(current.accountId(), today);
        return Templates.list(WeeklyClass.ofAccount(current.accountId()).stream()
                .map(one -> line(one, sizes.getOrDefault(one.id, Map.of())))
                .toList());
    }

    private static Line line(WeeklyClass weeklyClass, Map<EnrolmentStatus, Long> sizes) {
        long attending =
                sizes.getOrDefault(EnrolmentStatus.ENROLLED, 0L) + sizes.getOrDefault(EnrolmentStatus.TRIAL, 0L);
        return new Line(weeklyClass, attending, sizes.getOrDefault(EnrolmentStatus.WAITLISTED, 0L));
    }
}
