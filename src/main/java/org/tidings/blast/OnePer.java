package org.tidings.blast;

/** How many messages go to whom. The order is that of the codes in the database. */
public enum OnePer {
    /** One message to each address, for all the people behind it. */
    ADDRESS,
    /** One message to each home, at the first of its addresses; if that turns out to be dead, at the next. */
    HOUSEHOLD,
    /** A message for each student to each of their addresses. */
    STUDENT
}
