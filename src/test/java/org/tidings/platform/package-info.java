/** Tests of the shared infrastructure. */
@NullMarked
package org.tidings.platform;

import org.jspecify.annotations.NullMarked;
