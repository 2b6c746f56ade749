package org.tidings.queue;

/**
 * The ranges of one account that share a place in the fair order. An account has one flow of each kind, and none waits for another. The
 * order of the constants is stored.
 */
public enum Flow {
    /** First attempts of marketing. */
    MARKETING(10),
    /** First attempts of service notices, which weigh ten times as much. */
    SERVICE(1),
    /** Later attempts, and what was held back for a slow domain. */
    RETRY(10);

    private static final Flow[] ALL = values();

    private final int cost;

    Flow(int cost) {
        this.cost = cost;
    }

    /** Units of virtual time that one message takes. */
    int cost() {
        return cost;
    }

    @SuppressWarnings("EnumOrdinal") // the order of the constants is part of the schema
    int code() {
        return ordinal();
    }

    static Flow of(int code) {
        return ALL[code];
    }
}
