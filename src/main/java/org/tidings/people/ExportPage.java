package org.tidings.people;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.tidings.account.CurrentStaff;
import org.tidings.contact.ContactFilter;
import org.tidings.contact.WeeklyClass;
import org.tidings.platform.web.SpreadsheetCsv;
import org.tidings.platform.web.SpreadsheetXlsx;

/** The people of a list as a file that can be imported again. */
@Path("/people/people.{format: csv|xlsx}")
class ExportPage {

    private final CurrentStaff current;
    private final PeopleTable people;
    private final Clock clock;

    ExportPage(CurrentStaff current, PeopleTable people, Clock clock) {
        this.current = current;
        this.people = people;
        this.clock = clock;
    }

    @GET
    public Response export(
            @RestPath String format,
            @RestQuery @DefaultValue("") String q,
            @RestQuery @DefaultValue("") String tag,
            @RestQuery("class") @DefaultValue("") String classId) {
        long accountId = current.accountId(); // read here: the request scope may have ended when the body is written
        ContactFilter filter = filter(q, tag, classId);
        StreamingOutput body = format.equals("xlsx")
                ? out -> writeXlsx(accountId, filter, out)
                : out -> writeCsv(accountId, filter, out);
        return Response.ok(body, format.equals("xlsx") ? SpreadsheetXlsx.MEDIA_TYPE : "text/csv; charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"people." + format + "\"")
                .build();
    }

    private void writeCsv(long accountId, ContactFilter filter, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write("\uFEFF");
        SpreadsheetCsv csv = new SpreadsheetCsv(text);
        people.write(accountId, filter, csv::row);
        csv.flush();
    }

    private void writeXlsx(long accountId, ContactFilter filter, OutputStream out) throws IOException {
        SpreadsheetXlsx xlsx = new SpreadsheetXlsx(out, "People");
        people.write(accountId, filter, xlsx::row);
        xlsx.finish();
    }

    private ContactFilter filter(String q, String tag, String classId) {
        Long weeklyClass = classId.isEmpty()
                ? null
                : WeeklyClass.find(current.accountId(), classId)
                        .map(one -> one.id)
                        .orElse(-1L);
        LocalDate today = LocalDate.ofInstant(clock.instant(), current.zone());
        return new ContactFilter(q.strip(), null, tag.isEmpty() ? null : tag, weeklyClass, null, today);
    }
}
