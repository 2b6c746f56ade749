package org.tidings.blast.compose;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.tidings.platform.web.Numbers;

/**
 * The choices of how long a blast is sent, as a form shows them.
 *
 * @param spreads empty for service notices, which are never spread
 * @param uselessAfter the submitted or stored time
 */
record SendOptions(List<Spread> spreads, String uselessAfter, boolean open) {

    private static final List<Long> HOURS = List.of(1L, 2L, 4L, 8L, 12L, 24L, 48L);

    /** @param value as an ISO duration; empty for all at once */
    record Spread(String value, String label, boolean chosen) {}

    static SendOptions of(SendForm form, boolean spreadable) {
        List<Spread> spreads = spreadable
                ? Stream.concat(
                                Stream.of(new Spread("", "All at once", form.spreadOver.isEmpty())),
                                HOURS.stream().map(hours -> spread(Duration.ofHours(hours), form.spreadOver)))
                        .toList()
                : List.of();
        return new SendOptions(spreads, form.uselessAfter, !form.spreadOver.isEmpty() || !form.uselessAfter.isEmpty());
    }

    private static Spread spread(Duration over, String chosen) {
        String label = "Evenly over " + Numbers.of(over.toHours(), "hour", "hours");
        return new Spread(over.toString(), label, over.toString().equals(chosen));
    }
}
