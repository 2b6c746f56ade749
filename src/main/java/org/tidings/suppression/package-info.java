/** The rules by which an address becomes suspected, invalid or mailable again. */
@NullMarked
package org.tidings.suppression;

import org.jspecify.annotations.NullMarked;
