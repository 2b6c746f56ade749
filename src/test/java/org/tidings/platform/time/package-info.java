/** The settable clock of the tests. */
@NullMarked
package org.tidings.platform.time;

import org.jspecify.annotations.NullMarked;
