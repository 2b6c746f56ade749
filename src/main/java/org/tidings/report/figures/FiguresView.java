package org.tidings.report.figures;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tidings.report.Links;

/**
 * The page with pictures of opens and clicks.
 *
 * @param figures null while they are counted for the first time
 * @param countedAt null if they are of this moment
 * @param counting whether newer ones are being counted
 * @param notTracked what the account does not record, in words; null if it records all
 * @param compared this blast first, then the ones before it
 */
record FiguresView(
        String id,
        String title,
        @Nullable Figures figures,
        @Nullable Instant countedAt,
        boolean counting,
        @Nullable String notTracked,
        List<ComparedBlast> compared) {

    /** A line of a table with bars. */
    record Row(String name, String kind, int messages, int reached, int read, int clicked) {
        public Share readShare() {
            return new Share(read, reached);
        }

        public Share clickedShare() {
            return new Share(clicked, reached);
        }
    }

    /** Opens and clicks on one kind of device. */
    record DeviceRow(String name, int opens, int clicks, Share share) {}

    private Figures counted() {
        return Objects.requireNonNull(figures);
    }

    public List<TimeChart> charts() {
        return TimeChart.of(counted());
    }

    public Slot later() {
        return counted().later();
    }

    public int untracked() {
        return counted().untracked();
    }

    public List<Row> providers() {
        return counted().providers().stream()
                .map(one -> new Row(
                        one.name().isEmpty() ? "All others" : one.name(),
                        "",
                        one.messages(),
                        one.reached(),
                        one.read(),
                        one.clicked()))
                .toList();
    }

    public List<DeviceRow> devices() {
        int all = counted().devices().stream()
                .mapToInt(device -> device.opens() + device.clicks())
                .sum();
        return counted().devices().stream()
                .map(device -> new DeviceRow(
                        device.device().text(),
                        device.opens(),
                        device.clicks(),
                        new Share(device.opens() + device.clicks(), all)))
                .toList();
    }

    public List<Links.Line> links() {
        return counted().links();
    }

    public ComparedBlast current() {
        return compared.get(0);
    }

    public List<ComparedBlast> earlier() {
        return compared.subList(1, compared.size());
    }

    /** The middle share of the earlier blasts that were read, in percent; null if there are fewer than three. */
    public @Nullable String usuallyRead() {
        return middle(earlier().stream().map(ComparedBlast::readShare).toList());
    }

    public @Nullable String usuallyClicked() {
        return middle(earlier().stream().map(ComparedBlast::clickedShare).toList());
    }

    private static @Nullable String middle(List<Share> shares) {
        List<Share> known = shares.stream()
                .filter(share -> share.whole() > 0)
                .sorted(java.util.Comparator.comparingDouble(share -> (double) share.part() / share.whole()))
                .toList();
        return known.size() < 3 ? null : known.get(known.size() / 2).percent();
    }
}
