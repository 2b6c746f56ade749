/** The delivery queue: ranges of recipients that wait for an attempt, the order in which they are claimed, and their leases. */
@NullMarked
package org.tidings.queue;

import org.jspecify.annotations.NullMarked;
