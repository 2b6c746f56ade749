/** The recipients of a blast: their statuses, their events, the queue they form, and the one door for every change. */
@NullMarked
package org.tidings.recipient;

import org.jspecify.annotations.NullMarked;
