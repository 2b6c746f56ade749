/** The relays of this node, whether they answer, and how much of the mail goes by each. */
@NullMarked
package org.tidings.delivery.relay;

import org.jspecify.annotations.NullMarked;
