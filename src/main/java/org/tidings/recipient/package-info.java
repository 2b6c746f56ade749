/** Recipients, their statuses and events, and the Ledger, the only writer of both. */
@NullMarked
package org.tidings.recipient;

import org.jspecify.annotations.NullMarked;
