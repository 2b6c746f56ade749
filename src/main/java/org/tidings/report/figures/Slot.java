package org.tidings.report.figures;

/**
 * What happened in a span of time after a blast was started.
 *
 * @param number 0 to 11 are the first twelve spans of five minutes, 101 to 123 the other hours of the first day, 204 to 227 the other spans of
 *     six hours of the first week, and 300 is all that came later
 * @param opened people who opened the message for the first time
 * @param clicked people who clicked for the first time
 * @param automatic opens and clicks by machines
 * @param unconfirmed opens and clicks by a person or a machine
 */
record Slot(int number, int opened, int clicked, int automatic, int unconfirmed) {

    static final int LATER = 300;

    Slot plus(Slot other) {
        return new Slot(
                number,
                opened + other.opened,
                clicked + other.clicked,
                automatic + other.automatic,
                unconfirmed + other.unconfirmed);
    }

    static Slot empty(int number) {
        return new Slot(number, 0, 0, 0, 0);
    }

    /** Minutes from the start, the only parameter, to a time, as SQL; -1 for never. */
    static String minutes(String time) {
        return "if(" + time + " = '1970-01-01', -1, greatest(0, timestampdiff(minute, ?, " + time + ")))";
    }

    /** The number of the slot of {@link #minutes}, as SQL; -1 for never. */
    static String of(String minutes) {
        return "case when m < 0 then -1 when m < 60 then m div 5 when m < 1440 then 100 + m div 60 when m < 10080 then 200 + m div 360 else "
                        .replace("m ", minutes + " ")
                + LATER + " end";
    }
}
