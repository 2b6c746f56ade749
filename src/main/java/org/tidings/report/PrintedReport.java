package org.tidings.report;

import java.util.List;

/**
 * A report as one files it.
 *
 * @param people all recipients, or only those who did not get the message if there are more than {@link PrintedReports#MOST_PEOPLE}
 * @param complete whether these are all recipients
 * @param exceptions the number of people who did not get the message
 * @param reasons why they did not get it
 * @param printed the date of printing
 */
record PrintedReport(
        Summary summary,
        SentMessage message,
        List<RecipientLine> people,
        boolean complete,
        int exceptions,
        List<Reason> reasons,
        List<Links.Line> links,
        String printed,
        PaperSize paper) {

    /** A reason and the number of people whom it concerns. */
    record Reason(String words, int count) {}

    /** Whether even the people who did not get the message are too many. */
    public boolean isCut() {
        return !complete && people.size() < exceptions;
    }
}
