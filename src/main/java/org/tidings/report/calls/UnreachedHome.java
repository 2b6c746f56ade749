package org.tidings.report.calls;

import org.jspecify.annotations.Nullable;

/**
 * A home that the blast has not reached, or that was phoned.
 *
 * @param id the public id of the household or person; the number of a recipient who is not in People
 * @param name of the household or person, or the address
 * @param waiting whether a message to this home is still in the queue
 * @param call null if nobody has phoned
 */
record UnreachedHome(
        HomeKey key,
        String id,
        String name,
        boolean waiting,
        @Nullable Call call) {

    boolean isInformed() {
        return call != null && call.outcome().informs();
    }
}
