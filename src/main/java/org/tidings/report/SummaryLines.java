package org.tidings.report;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/** Writes names and values below each other into a sheet. */
final class SummaryLines {

    private final Worksheet sheet;
    private final ZoneId zone;
    private int next;

    SummaryLines(Worksheet sheet, ZoneId zone) {
        this.sheet = sheet;
        this.zone = zone;
    }

    /** Adds a line; one without a value only if it is the first, which is the title. */
    void add(String name, @Nullable Object value) {
        if (value == null && next > 0) {
            return;
        }
        sheet.inlineString(next, 0, name);
        sheet.style(next, 0).bold().set();
        if (value instanceof Number number) {
            sheet.value(next, 1, number);
            sheet.style(next, 1).horizontalAlignment("left").set();
        } else if (value instanceof Instant at) {
            sheet.value(next, 1, LocalDateTime.ofInstant(at, zone));
            sheet.style(next, 1)
                    .format("yyyy-mm-dd hh:mm")
                    .horizontalAlignment("left")
                    .set();
        } else if (value != null) {
            sheet.inlineString(next, 1, value.toString());
        }
        next++;
    }

    /** The number of the next line. */
    int next() {
        return next;
    }
}
