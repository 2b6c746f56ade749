package org.tidings.report;

import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.jboss.resteasy.reactive.RestPath;
import org.tidings.account.CurrentStaff;
import org.tidings.blast.Blast;
import org.tidings.blast.BlastAccess;
import org.tidings.platform.PlatformConfig;
import org.tidings.platform.web.Dates;
import org.tidings.platform.web.SpreadsheetXlsx;

/** Downloads the report as an Excel workbook. */
@Path("/blasts/{id}/report.xlsx")
class XlsxPage {

    private final BlastAccess access;
    private final CurrentStaff current;
    private final Summaries summaries;
    private final Links links;
    private final ReportXlsx xlsx;
    private final PlatformConfig config;
    private final Clock clock;

    XlsxPage(
            BlastAccess access,
            CurrentStaff current,
            Summaries summaries,
            Links links,
            ReportXlsx xlsx,
            PlatformConfig config,
            Clock clock) {
        this.access = access;
        this.current = current;
        this.summaries = summaries;
        this.links = links;
        this.xlsx = xlsx;
        this.config = config;
        this.clock = clock;
    }

    @GET
    @Transactional
    public Response xlsx(@RestPath String id) {
        Blast blast = access.find(id);
        ZoneId zone = current.zone();
        Instant now = clock.instant();
        ReportXlsx.Document document = new ReportXlsx.Document(
                blast.key(),
                summaries.of(blast, new Dates(zone, now).onPaper()),
                links.of(blast.key()),
                config.baseUrl() + "/blasts/" + blast.publicId,
                zone,
                now);
        StreamingOutput body = out -> xlsx.write(document, out);
        return Response.ok(body, SpreadsheetXlsx.MEDIA_TYPE)
                .header("Content-Disposition", Download.disposition("Email Blast " + blast.subject + ".xlsx"))
                .build();
    }
}
