package org.tidings.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Simulates the security scanner of a mail gateway: requests every link right after delivery with the User-Agent of a browser. Every second
 * request is a HEAD; none is a POST.
 */
final class SecurityScanner implements Reaction {
    static final String USER_AGENT =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

    private static final Duration INITIAL_DELAY = Duration.ofMillis(200);
    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final RecipientActions actions;

    SecurityScanner(RecipientActions actions) {
        this.actions = actions;
    }

    @Override
    public List<Step> to(Arrival arrival) {
        List<Step> steps = new ArrayList<>();
        for (String url : arrival.message().scannableUrls()) {
            if (actions.isOurs(url)) {
                steps.add(new Step(steps.isEmpty() ? INITIAL_DELAY : INTERVAL, look(url, steps.size())));
            }
        }
        return steps;
    }

    private RecipientAction look(String url, int index) {
        boolean fetch = index % 2 == 0 || actions.isUnsubscribePage(url);
        return fetch ? actions.follow(url, USER_AGENT) : actions.probe(url, USER_AGENT);
    }
}
