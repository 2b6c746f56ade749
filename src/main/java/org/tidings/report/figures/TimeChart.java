package org.tidings.report.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.tidings.platform.web.Numbers;

/**
 * Columns of people who opened and clicked for the first time, side by side, one pair for each span of time. Lengths are SVG user units.
 *
 * @param title such as "First hour"
 * @param largest the people of the highest column
 */
record TimeChart(String key, String title, List<Column> columns, int largest) {

    private static final int HEIGHT = 100;
    private static final int WIDTH = 672;

    /** @param step the width of a span with its margin; {@code y} grows downwards */
    record Column(Slot slot, String label, int x, int step, int openedHeight, int clickedHeight) {

        public int openedY() {
            return HEIGHT - openedHeight;
        }

        public int clickedY() {
            return HEIGHT - clickedHeight;
        }

        /** The width of one of the two columns. */
        public int width() {
            return (step - 4) / 2;
        }

        public int clickedX() {
            return x + width();
        }

        public String text() {
            return label + ": " + Numbers.of(slot.opened()) + " opened, " + Numbers.of(slot.clicked()) + " clicked";
        }
    }

    /** The first hour, day and week. */
    static List<TimeChart> of(Figures figures) {
        return List.of(
                of("hour", "First hour", figures.firstHour(), i -> 5 * i + "–" + (5 * i + 5) + " min"),
                of("day", "First day", figures.firstDay(), i -> "Hour " + (i + 1)),
                of(
                        "week",
                        "First week",
                        figures.firstWeek(),
                        i -> "Day " + (i / 4 + 1) + ", hours " + i % 4 * 6 + "–" + (i % 4 * 6 + 6)));
    }

    private static TimeChart of(String key, String title, List<Slot> slots, IntFunction<String> label) {
        int largest = slots.stream()
                .mapToInt(slot -> Math.max(slot.opened(), slot.clicked()))
                .max()
                .orElse(0);
        int step = WIDTH / slots.size();
        List<Column> columns = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            columns.add(new Column(
                    slot,
                    label.apply(i),
                    i * step,
                    step,
                    length(slot.opened(), largest),
                    length(slot.clicked(), largest)));
        }
        return new TimeChart(key, title, columns, largest);
    }

    /** People are visible, however few they are. */
    private static int length(int people, int largest) {
        return people == 0 ? 0 : Math.max(2, (int) Math.round((double) people * HEIGHT / largest));
    }

    public boolean isEmpty() {
        return columns.stream()
                .allMatch(
                        column -> column.slot().equals(Slot.empty(column.slot().number())));
    }

    public String lastLabel() {
        return columns.get(columns.size() - 1).label();
    }

    public int width() {
        return columns.isEmpty() ? 0 : columns.size() * columns.get(0).step();
    }

    public int height() {
        return HEIGHT;
    }
}
