package org.tidings.report;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import org.jboss.resteasy.reactive.RestPath;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.platform.web.Dates;

/** Downloads the report as PDF. */
@Path("/blasts/{id}/report.pdf")
class PdfPage {

    private final BlastAccess access;
    private final CurrentStaff current;
    private final PrintedReports reports;
    private final ReportPdf pdf;
    private final Clock clock;

    PdfPage(BlastAccess access, CurrentStaff current, PrintedReports reports, ReportPdf pdf, Clock clock) {
        this.access = access;
        this.current = current;
        this.reports = reports;
        this.pdf = pdf;
        this.clock = clock;
    }

    @GET
    @Transactional
    public Response pdf(@RestPath String id) {
        Blast blast = access.find(id);
        PrintedReport report = reports.of(blast, new Dates(current.zone(), clock.instant()).onPaper());
        StreamingOutput body = out -> pdf.write(report, out);
        return Response.ok(body, "application/pdf")
                .header("Content-Disposition", Download.disposition("Email Blast " + blast.subject + ".pdf"))
                .build();
    }
}
