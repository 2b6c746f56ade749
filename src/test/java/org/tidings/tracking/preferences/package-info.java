@NullMarked
package org.tidings.tracking.preferences;

import org.jspecify.annotations.NullMarked;
