/** Claims ranges from the queue, sends their messages and records the outcomes. */
@NullMarked
package org.tidings.delivery.dispatch;

import org.jspecify.annotations.NullMarked;
