/** The relays of this node, their health, and the distribution of messages among them. */
@NullMarked
package org.tidings.delivery.relay;

import org.jspecify.annotations.NullMarked;
