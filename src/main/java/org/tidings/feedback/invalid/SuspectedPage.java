package org.tidings.feedback.invalid;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;
import org.tidings.account.CurrentStaff;
import org.tidings.suppression.SuppressionList;

/** The list of suspected addresses, which get one more message, with the notice that led to the suspicion. */
@Path("/invalid/suspected")
class SuspectedPage {

    private static final int LINES = 25;

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<SuspectedLine> lines, @Nullable String next, boolean first);
    }

    private final SuspectedRows rows;
    private final Evidence evidence;
    private final InvalidAddresses addresses;
    private final CurrentStaff current;
    private final Clock clock;

    SuspectedPage(
            SuspectedRows rows, Evidence evidence, InvalidAddresses addresses, CurrentStaff current, Clock clock) {
        this.rows = rows;
        this.evidence = evidence;
        this.addresses = addresses;
        this.current = current;
        this.clock = clock;
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    @Transactional
    public TemplateInstance list(@RestQuery @Nullable String cursor) {
        ListCursor from = cursor == null || cursor.isEmpty() ? null : ListCursor.parse(cursor);
        List<SuspectedLine> found = rows.page(
                current.accountId(),
                addresses.author(),
                clock.instant().minus(SuppressionList.SUSPICION),
                from,
                LINES + 1);
        List<SuspectedLine> shown =
                found.stream().limit(LINES).map(this::withNotice).toList();
        String next =
                found.size() > LINES ? ListCursor.after(shown.get(LINES - 1)).toString() : null;
        return Templates.list(shown, next, from == null);
    }

    private SuspectedLine withNotice(SuspectedLine line) {
        return evidence.of(line.addressId(), line.recipient(), addresses.author()).stream()
                .findFirst()
                .map(line::with)
                .orElse(line);
    }
}
