package org.tidings.report;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.tidings.blast.Blast;
import org.tidings.platform.web.Dates;
import org.tidings.recipient.RecipientStatus;

/** Collects what a printed report shows. Must be called in a transaction. */
@ApplicationScoped
class PrintedReports {

    /** Layout takes time and memory by the page; more people are not listed one by one. */
    static final int MOST_PEOPLE = 2_000;

    private static final List<RecipientStatus> EXCEPTIONS = List.of(
            RecipientStatus.BOUNCE, RecipientStatus.FAILED, RecipientStatus.INVALID, RecipientStatus.UNSUBSCRIBED);

    private final Summaries summaries;
    private final SentMessages messages;
    private final ReportRows rows;
    private final RecipientLines lines;
    private final Attention attention;
    private final Links links;

    PrintedReports(
            Summaries summaries,
            SentMessages messages,
            ReportRows rows,
            RecipientLines lines,
            Attention attention,
            Links links) {
        this.summaries = summaries;
        this.messages = messages;
        this.rows = rows;
        this.lines = lines;
        this.attention = attention;
        this.links = links;
    }

    PrintedReport of(Blast blast, Dates dates) {
        long key = blast.key();
        Summary summary = summaries.of(blast, dates);
        boolean complete = summary.selected() <= MOST_PEOPLE;
        List<ReportRow> people = complete ? rows.first(key, RecipientFilter.EVERYONE, MOST_PEOPLE) : exceptions(key);
        return new PrintedReport(
                summary,
                messages.of(blast),
                lines.of(people, dates),
                complete,
                summary.parts().stream()
                        .filter(part -> EXCEPTIONS.contains(part.status()))
                        .mapToInt(Summary.Part::count)
                        .sum(),
                attention.groups(key).stream()
                        .map(group -> new PrintedReport.Reason(group.heading(), group.count()))
                        .toList(),
                links.of(key),
                dates.exact(dates.now()),
                PaperSize.in(dates.zone()));
    }

    private List<ReportRow> exceptions(long blastId) {
        List<ReportRow> found = new ArrayList<>();
        for (RecipientStatus status : EXCEPTIONS) {
            if (found.size() < MOST_PEOPLE) {
                found.addAll(rows.first(blastId, RecipientFilter.of(status), MOST_PEOPLE - found.size()));
            }
        }
        return found;
    }
}
