package org.tidings.feedback.provider;

/** Which event used a signed token, for providers whose signature does not cover the event. */
@FunctionalInterface
interface UsedTokens {

    /**
     * Claims a token for an event.
     *
     * @return false if another event has used it; true for the first and for every repetition
     */
    boolean claim(String token, String event);
}
