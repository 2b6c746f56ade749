package org.tidings.platform.web;

import java.util.function.Function;

/**
 * A sentence that contains times: relative on the screen, exact on paper. In templates {@code {#timed summary.stateLine /}}.
 *
 * @param screen such as "Completed 3 min ago."
 * @param print such as "Completed 23 Nov 2026, 10:04."
 */
public record TimedText(String screen, String print) {

    /** Writes a sentence once for each, given how to write its times. */
    public static TimedText of(Dates dates, Function<Dates, String> words) {
        return new TimedText(words.apply(dates), words.apply(dates.onPaper()));
    }

    /** A sentence without times. */
    public static TimedText timeless(String words) {
        return new TimedText(words, words);
    }

    public boolean isTimeless() {
        return screen.equals(print);
    }
}
