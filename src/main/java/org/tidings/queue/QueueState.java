package org.tidings.queue;

/** The states of a range. The order of the constants is stored. */
enum QueueState {
    /** May be claimed. */
    READY,
    /** Becomes ready at {@code due_at}. */
    WAITING,
    /** Leased by a node until {@code due_at}. */
    LEASED,
    /** Not claimable, because the blast is paused or cancelled. */
    HELD;

    @SuppressWarnings("EnumOrdinal") // the order of the constants is part of the schema
    int code() {
        return ordinal();
    }
}
