package org.tidings.simulator;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A mail filter that tries every link right after delivery, disguised as an ordinary browser: what a business's mail
 * gateway does. It only looks: every second link by HEAD, nothing by POST.
 */
final class SecurityScanner implements Reaction {
    static final String USER_AGENT =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36";

    private static final Duration BEFORE_FIRST = Duration.ofMillis(200);
    private static final Duration BETWEEN = Duration.ofMillis(10);

    private final RecipientActions deeds;

    SecurityScanner(RecipientActions deeds) {
        this.deeds = deeds;
    }

    @Override
    public List<Step> to(Arrival arrival) {
        List<Step> steps = new ArrayList<>();
        for (String url : arrival.letter().scannableUrls()) {
            if (deeds.isOurs(url)) {
                steps.add(new Step(steps.isEmpty() ? BEFORE_FIRST : BETWEEN, look(url, steps.size())));
            }
        }
        return steps;
    }

    private RecipientAction look(String url, int index) {
        boolean fetch = index % 2 == 0 || deeds.isUnsubscribePage(url);
        return fetch ? deeds.follow(url, USER_AGENT) : deeds.probe(url, USER_AGENT);
    }
}
