/** How fast this node sends, in all and to single receiving domains. */
@NullMarked
package org.tidings.delivery.throttle;

import org.jspecify.annotations.NullMarked;
