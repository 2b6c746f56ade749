/** The page on which recipients choose what they get and at which address. */
@NullMarked
package org.tidings.tracking.preferences;

import org.jspecify.annotations.NullMarked;
