/** Tests of background tasks. */
@NullMarked
package org.tidings.task;

import org.jspecify.annotations.NullMarked;
