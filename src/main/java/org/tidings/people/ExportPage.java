package org.tidings.people;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.LocalDate;
import org.jboss.resteasy.reactive.RestQuery;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.ContactFilter;
import org.tidings.contact.WeeklyClass;

/** The people of a list as a file that can be imported again. */
@Path("/people/people.csv")
class ExportPage {

    private final CurrentStaff current;
    private final PeopleCsv csv;
    private final Clock clock;

    ExportPage(CurrentStaff current, PeopleCsv csv, Clock clock) {
        this.current = current;
        this.csv = csv;
        this.clock = clock;
    }

    @GET
    public Response export(
            @RestQuery @DefaultValue("") String q,
            @RestQuery @DefaultValue("") String tag,
            @RestQuery("class") @DefaultValue("") String classId) {
        long accountId = current.accountId(); // read here: the request scope may have ended when the body is written
        Long weeklyClass = classId.isEmpty()
                ? null
                : WeeklyClass.find(accountId, classId).map(one -> one.id).orElse(-1L);
        LocalDate today = LocalDate.ofInstant(clock.instant(), current.zone());
        ContactFilter filter = new ContactFilter(q.strip(), null, tag.isEmpty() ? null : tag, weeklyClass, null, today);
        StreamingOutput body = out -> csv.write(accountId, filter, out);
        return Response.ok(body, "text/csv; charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"people.csv\"")
                .build();
    }
}
