package org.tidings.blast;

/**
 * Whom a round selects.
 *
 * @param days of {@link RoundReason#UNREAD}: at least so long without a sign of reading
 */
record RoundCriteria(Blast blast, RoundReason reason, int days) {}
