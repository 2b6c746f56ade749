/** The domain name system, asked directly so that a failure can be told from a missing record. */
@NullMarked
package org.tidings.platform.dns;

import org.jspecify.annotations.NullMarked;
