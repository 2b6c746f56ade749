/** Tests of tracking. */
@NullMarked
package org.tidings.tracking;

import org.jspecify.annotations.NullMarked;
