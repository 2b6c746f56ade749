/** Tests of feedback from Amazon SES. */
@NullMarked
package org.tidings.feedback.ses;

import org.jspecify.annotations.NullMarked;
