/** What recipients do: opens, clicks, unsubscribing, viewing in a browser; and whether a person or a machine did it. */
@NullMarked
package org.tidings.tracking;

import org.jspecify.annotations.NullMarked;
