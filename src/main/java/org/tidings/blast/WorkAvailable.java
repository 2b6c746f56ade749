package org.tidings.blast;

/**
 * Tells this node that there may be something to do; other nodes notice within a second.
 *
 * @param unlaunched whether a blast has people who are not yet recipients
 */
public record WorkAvailable(boolean unlaunched) {}
