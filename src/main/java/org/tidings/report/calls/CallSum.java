package org.tidings.report.calls;

import java.util.List;

/**
 * How many homes a blast has reached. The parts add up to {@code homes}; a home that was phoned counts only as called.
 *
 * @param waiting homes with a message in the queue
 * @param called homes that were phoned and informed
 */
record CallSum(int homes, int reached, int waiting, int unreached, int called) {

    /**
     * Derives the parts from the homes that are not reached, or were phoned.
     *
     * @param homes the number of all homes; what is added to the blast later may exceed it
     */
    static CallSum of(int homes, List<UnreachedHome> open) {
        int called = (int) open.stream().filter(UnreachedHome::isInformed).count();
        int waiting = (int) open.stream()
                .filter(home -> !home.isInformed() && home.waiting())
                .count();
        int unreached = open.size() - called - waiting;
        int all = Math.max(homes, open.size());
        return new CallSum(all, all - open.size(), waiting, unreached, called);
    }
}
