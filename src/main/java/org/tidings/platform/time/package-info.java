/** The clock that the whole application uses. */
@NullMarked
package org.tidings.platform.time;

import org.jspecify.annotations.NullMarked;
