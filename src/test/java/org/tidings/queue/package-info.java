/** Tests of the order in which ranges are claimed, of leases, and of pauses. */
@NullMarked
package org.tidings.queue;

import org.jspecify.annotations.NullMarked;
