/** The one clock that the application reads. */
@NullMarked
package org.tidings.platform.time;

import org.jspecify.annotations.NullMarked;
