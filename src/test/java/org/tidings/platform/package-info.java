/** Tests of what every room stands on. */
@NullMarked
package org.tidings.platform;

import org.jspecify.annotations.NullMarked;
