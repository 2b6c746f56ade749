/** Tests of the addresses that are not mailed again. */
@NullMarked
package org.tidings.feedback.invalid;

import org.jspecify.annotations.NullMarked;
