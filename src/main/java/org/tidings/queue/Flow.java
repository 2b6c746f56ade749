package org.tidings.queue;

/**
 * The kinds of flows in the fair queue. Each account has one flow of each kind, and flows do not wait for each other. The order of the
 * constants is stored.
 */
public enum Flow {
    /** First attempts of marketing blasts. */
    MARKETING(10),
    /** First attempts of service notices, which get ten times the share. */
    SERVICE(1),
    /** Later attempts, and messages postponed for a throttled domain. */
    RETRY(10);

    private static final Flow[] ALL = values();

    private final int cost;

    Flow(int cost) {
        this.cost = cost;
    }

    /** Virtual time per message. */
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
