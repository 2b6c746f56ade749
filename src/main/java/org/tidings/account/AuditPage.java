package org.tidings.account;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.platform.web.SpreadsheetCsv;

/** Settings page for owners: who did what, when and from where. */
@Path("/settings/audit")
class AuditPage {

    private static final int LINES = 100;
    private static final int CHUNK = 1_000;
    private static final int LAST_YEAR = 9_998;

    /** The kinds of actions that the form offers, with their names in {@link AuditEntry#action}. */
    private static final List<Kind> KINDS = List.of(
            new Kind("blast", "Blasts"),
            new Kind("person", "People"),
            new Kind("people", "Many people"),
            new Kind("address", "Addresses"),
            new Kind("consent", "Consents"),
            new Kind("import", "Imports"),
            new Kind("class", "Classes"),
            new Kind("staff", "Staff"),
            new Kind("password", "Passwords"),
            new Kind("api-key", "API keys"),
            new Kind("household", "Households"),
            new Kind("tag", "Tags"),
            new Kind("field", "Custom fields"),
            new Kind("logged-in", "Log-ins"),
            new Kind("account", "Account"));

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<AuditList.Entry> entries, Query query, List<StaffMember> staff);
    }

    /** A choice of the form. */
    public record Kind(String name, String words) {}

    /**
     * The form as it was sent.
     *
     * @param next where the next page begins; null on the last page
     */
    public record Query(
            String q,
            String by,
            String kind,
            String from,
            String until,
            @Nullable String next) {

        public List<Kind> kinds() {
            return KINDS;
        }

        public boolean isBy(long staffId) {
            return String.valueOf(staffId).equals(by);
        }

        public String string() {
            return "?q=" + encoded(q) + "&by=" + encoded(by) + "&kind=" + encoded(kind) + "&from=" + encoded(from)
                    + "&until=" + encoded(until);
        }

        private static String encoded(String value) {
            return URLEncoder.encode(value, StandardCharsets.UTF_8);
        }
    }

    private final CurrentStaff current;
    private final AuditList audit;

    AuditPage(CurrentStaff current, AuditList audit) {
        this.current = current;
        this.audit = audit;
    }

    /**
     * One page of the trail, newest first.
     *
     * @param after where an earlier page ended: microseconds since 1970 and id, with a dash between
     */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance list(
            @RestQuery @DefaultValue("") String q,
            @RestQuery @DefaultValue("") String by,
            @RestQuery @DefaultValue("") String kind,
            @RestQuery @DefaultValue("") String from,
            @RestQuery @DefaultValue("") String until,
            @RestQuery @DefaultValue("") String after) {
        long accountId = current.accountId();
        AuditList.Filter filter = filter(q, by, kind, from, until);
        List<AuditList.Entry> found = audit.page(accountId, filter, cursor(after), LINES + 1);
        boolean more = found.size() > LINES;
        List<AuditList.Entry> page = more ? found.subList(0, LINES) : found;
        String next = more ? text(page.get(LINES - 1).cursor()) : null;
        return Templates.list(page, new Query(q, by, kind, from, until, next), StaffMember.ofAccount(accountId));
    }

    @GET
    @Path("audit.csv")
    public Response csv(
            @RestQuery @DefaultValue("") String q,
            @RestQuery @DefaultValue("") String by,
            @RestQuery @DefaultValue("") String kind,
            @RestQuery @DefaultValue("") String from,
            @RestQuery @DefaultValue("") String until) {
        long accountId = current.accountId(); // read here: the request scope may have ended when the body is written
        AuditList.Filter filter = filter(q, by, kind, from, until);
        StreamingOutput body = out -> write(accountId, filter, out);
        return Response.ok(body, "text/csv; charset=UTF-8")
                .header("Content-Disposition", "attachment; filename=\"audit.csv\"")
                .build();
    }

    private void write(long accountId, AuditList.Filter filter, OutputStream out) throws IOException {
        Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        text.write(SpreadsheetCsv.header("at", "who", "action", "subject", "detail", "remote_address"));
        SpreadsheetCsv csv = new SpreadsheetCsv(text);
        List<AuditList.Entry> chunk = audit.page(accountId, filter, null, CHUNK);
        while (!chunk.isEmpty()) {
            for (AuditList.Entry entry : chunk) {
                csv.row(
                        entry.at().toString(),
                        entry.who(),
                        entry.action(),
                        entry.subject(),
                        entry.detail(),
                        entry.remoteAddress());
            }
            chunk = audit.page(accountId, filter, chunk.get(chunk.size() - 1).cursor(), CHUNK);
        }
        csv.flush();
    }

    private AuditList.Filter filter(String q, String by, String kind, String from, String until) {
        Long staffId = by.matches("[0-9]{1,18}") ? Long.valueOf(by) : null;
        LocalDate last = day(until);
        return new AuditList.Filter(
                q.strip(), staffId, kind, start(day(from)), last == null ? null : start(last.plusDays(1)));
    }

    private @Nullable Instant start(@Nullable LocalDate day) {
        ZoneId zone = current.zone();
        return day == null ? null : day.atStartOfDay(zone).toInstant();
    }

    private static @Nullable LocalDate day(String typed) {
        try {
            LocalDate day = typed.isBlank() ? null : LocalDate.parse(typed.strip());
            return day == null || Math.abs(day.getYear()) > LAST_YEAR ? null : day;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }

    private static String text(AuditList.Cursor cursor) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, cursor.at()) + "-" + cursor.id();
    }

    /** Null for one that was not made here, which lists from the beginning. */
    private static AuditList.@Nullable Cursor cursor(String text) {
        if (!text.matches("[0-9]{1,18}-[0-9]{1,18}")) {
            return null;
        }
        int dash = text.indexOf('-');
        return new AuditList.Cursor(
                Instant.EPOCH.plus(Long.parseLong(text.substring(0, dash)), ChronoUnit.MICROS),
                Long.parseLong(text.substring(dash + 1)));
    }
}
