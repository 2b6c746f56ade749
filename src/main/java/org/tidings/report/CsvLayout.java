package org.tidings.report;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tidings.contact.TrackingConsent;
import org.tidings.platform.database.Utc;
import org.tidings.platform.web.SpreadsheetCsv;
import org.tidings.recipient.Answer;
import org.tidings.recipient.Fields;
import org.tidings.recipient.Marks;
import org.tidings.recipient.RecipientStatus;

/**
 * The columns of a download: fixed ones with times in UTC, the same times in the account's time zone, a column for each merge field, who
 * read the message, the numbers of recipient, round and of the recipient in whose place it is, when it was confirmed and what was answered. New
 * columns are only appended.
 *
 * @param fieldNames the merge fields of the recipients, in order
 */
record CsvLayout(ZoneId zone, List<String> fieldNames) {

    /** The columns that {@link #cells} expects, in the order of the header. */
    static final String COLUMNS = "r.email, concat_ws(' ', r.first_name, r.last_name), r.fields, r.status, r.reason,"
            + " r.code, r.attempts, r.sent_at, r.delivered_at, r.opened_at, r.clicked_at, r.bounced_at,"
            + " r.last_activity_at, r.opens, r.clicks, r.complaint, r.unsubscribed_at > '1970-01-01',"
            + " r.marks, " + TrackingConsent.isRefused("r.address_id")
            + ", r.seq, r.round, r.origin, y.got_it_at, y.answer";

    /** Uses {@code recipient_answer_pk}. */
    static final String ANSWERS = " left join recipient_answer y on y.blast_id = r.blast_id and y.seq = r.seq";

    private static final List<String> FIRST =
            List.of("email", "name", "family", "status", "reason", "code", "attempts");
    private static final List<String> TIMES =
            List.of("sent_at", "delivered_at", "opened_at", "clicked_at", "bounced_at", "last_activity_at");
    private static final List<String> LAST = List.of("opens", "clicks", "complaint", "unsubscribed");

    /** Behind the merge fields, because columns are only appended. */
    private static final List<String> APPENDED = List.of("read_by", "id", "round", "origin", "got_it_at", "answer");

    private static final int FIRST_TIME = FIRST.size();
    private static final int FIRST_LOCAL = FIRST_TIME + TIMES.size() + LAST.size();
    private static final int FIRST_FIELD = FIRST_LOCAL + TIMES.size();

    /** What spreadsheet programs read as a time in any language. */
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT);

    int width() {
        return FIRST_FIELD + fieldNames.size() + APPENDED.size();
    }

    /** The byte order mark and the header row. */
    byte[] header() {
        Stream<String> local = TIMES.stream().map(time -> time + "_local");
        Stream<String> fields = fieldNames.stream().map(name -> MergeFieldNames.PREFIX + name);
        String[] names = Stream.of(FIRST.stream(), TIMES.stream(), LAST.stream(), local, fields, APPENDED.stream())
                .flatMap(columns -> columns)
                .toArray(String[]::new);
        return SpreadsheetCsv.header(names).getBytes(StandardCharsets.UTF_8);
    }

    /** Reads a row into the cells. Columns are read by index, which avoids a lookup by name for each row. */
    void cells(ResultSet row, @Nullable String[] cells) throws SQLException {
        Map<String, String> fields = Fields.read(row.getString(3));
        cells[0] = row.getString(1);
        cells[1] = row.getString(2).strip();
        cells[2] = fields.getOrDefault("household", fields.getOrDefault("family", ""));
        cells[3] = RecipientStatus.of(row.getInt(4)).name();
        cells[4] = row.getString(5);
        cells[5] = row.getString(6);
        cells[6] = Integer.toString(row.getInt(7));
        for (int time = 0; time < TIMES.size(); time++) {
            LocalDateTime at = row.getObject(FIRST_TIME + time + 1, LocalDateTime.class);
            boolean never = at == null || at.equals(Utc.NEVER);
            cells[FIRST_TIME + time] = never ? "" : Utc.text(at);
            cells[FIRST_LOCAL + time] = never ? "" : local(at);
        }
        cells[13] = Integer.toString(row.getInt(14));
        cells[14] = Integer.toString(row.getInt(15));
        cells[15] = Boolean.toString(row.getBoolean(16));
        cells[16] = Boolean.toString(row.getBoolean(17));
        for (int field = 0; field < fieldNames.size(); field++) {
            cells[FIRST_FIELD + field] = fields.get(fieldNames.get(field));
        }
        LocalDateTime gotItAt = row.getObject(23, LocalDateTime.class);
        boolean gotIt = gotItAt != null && !gotItAt.equals(Utc.NEVER);
        Answer answer = Answer.of(row.getInt(24));
        boolean byPerson = row.getInt(14) + row.getInt(15) > 0 || gotIt || answer != null;
        int appended = FIRST_FIELD + fieldNames.size();
        cells[appended] = ReadBy.of(byPerson, new Marks(row.getInt(18)), row.getBoolean(19))
                .word();
        cells[appended + 1] = Integer.toString(row.getInt(20));
        cells[appended + 2] = Integer.toString(row.getInt(21));
        cells[appended + 3] = row.getInt(22) == 0 ? "" : Integer.toString(row.getInt(22));
        cells[appended + 4] = gotIt ? Utc.text(gotItAt) : "";
        cells[appended + 5] = answer == null ? "" : answer.name().toLowerCase(Locale.ROOT);
    }

    private String local(LocalDateTime utc) {
        return LOCAL.format(utc.atOffset(ZoneOffset.UTC).atZoneSameInstant(zone));
    }
}
