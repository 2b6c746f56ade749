/** The tracking pixel, redirected links, the unsubscribe page and the browser view, and the recording of their use. */
@NullMarked
package org.tidings.tracking;

import org.jspecify.annotations.NullMarked;
