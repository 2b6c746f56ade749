package org.tidings.report;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.ZoneId;
import org.jboss.resteasy.reactive.RestPath;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;

/** Downloads the report as CSV. */
@Path("/blasts/{id}/report.csv")
class CsvPage {

    private final BlastAccess access;
    private final CurrentStaff current;
    private final ReportCsv csv;

    CsvPage(BlastAccess access, CurrentStaff current, ReportCsv csv) {
        this.current = current;
        this.access = access;
        this.csv = csv;
    }

    @GET
    public Response csv(@RestPath String id) {
        Blast blast = access.find(id);
        long key = blast.key();
        ZoneId zone = current.zone(); // not known any more while the body is written
        StreamingOutput body = out -> csv.write(key, zone, out);
        return Response.ok(body, "text/csv; charset=UTF-8")
                .header("Content-Disposition", Download.disposition("Email Blast " + blast.subject + ".csv"))
                .build();
    }
}
