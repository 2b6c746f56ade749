/** Sends mail: claims work from the queue, renders, hands messages to a transport and records the outcomes. */
@NullMarked
package org.tidings.delivery;

import org.jspecify.annotations.NullMarked;
