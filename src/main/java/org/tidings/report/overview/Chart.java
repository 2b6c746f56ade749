package org.tidings.report.overview;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns of messages, one a week: reached below, not reached and waiting on top. Lengths are SVG user units.
 *
 * @param largest the messages of the highest column
 */
record Chart(List<Column> columns, int largest) {

    static final int HEIGHT = 120;
    private static final int WIDTH = 34;
    private static final int STEP = 44;

    /** One week; {@code y} grows downwards. */
    record Column(Week week, int x, int reachedY, int reachedHeight, int otherY, int otherHeight) {}

    static Chart of(List<Week> weeks) {
        int largest =
                weeks.stream().mapToInt(week -> week.all().messages()).max().orElse(0);
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < weeks.size(); i++) {
            Week week = weeks.get(i);
            int reached = length(week.all().reached(), largest);
            int all = length(week.all().messages(), largest);
            columns.add(new Column(week, i * STEP, HEIGHT - reached, reached, HEIGHT - all, all - reached));
        }
        return new Chart(columns, largest);
    }

    private static int length(int messages, int largest) {
        return largest == 0 ? 0 : (int) Math.round((double) messages * HEIGHT / largest);
    }

    public int width() {
        return columns.size() * STEP;
    }

    public int height() {
        return HEIGHT;
    }

    public int columnWidth() {
        return WIDTH;
    }
}
