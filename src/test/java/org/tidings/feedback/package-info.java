/** Tests of what comes back, with real peers. */
@NullMarked
package org.tidings.feedback;

import org.jspecify.annotations.NullMarked;
