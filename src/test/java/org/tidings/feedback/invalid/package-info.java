/** Tests of invalid addresses. */
@NullMarked
package org.tidings.feedback.invalid;

import org.jspecify.annotations.NullMarked;
