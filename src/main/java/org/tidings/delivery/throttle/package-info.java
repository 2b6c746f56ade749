/** Rate limits of this node, in total and per receiving domain. */
@NullMarked
package org.tidings.delivery.throttle;

import org.jspecify.annotations.NullMarked;
