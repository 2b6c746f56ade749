package org.tidings.simulator;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The behaviour of a simulated mailbox, selected by the tag in its address: {@code ann+open@anything.test}. */
enum Tag {
    DELIVERY,
    OPEN,
    CLICK,
    PREFETCH,
    SCANNER,
    BOUNCE,
    LATE_BOUNCE,
    FULL,
    GREYLIST,
    BLOCKED,
    COMPLAINT,
    AUTOREPLY,
    UNSUBSCRIBE;

    private static final Map<String, Tag> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toMap(Tag::word, Function.identity()));

    /** The tag as written in an address, such as {@code late-bounce}. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The first known tag of an address, ignoring case; {@link #DELIVERY} if there is none. */
    static Tag of(String address) {
        int at = address.lastIndexOf('@');
        String local = at < 0 ? address : address.substring(0, at);
        return Arrays.stream(local.toLowerCase(Locale.ROOT).split("\\+", -1))
                .skip(1)
                .filter(BY_WORD::containsKey)
                .findFirst()
                .map(BY_WORD::get)
                .orElse(DELIVERY);
    }
}
