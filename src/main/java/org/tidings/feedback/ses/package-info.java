/** Feedback from Amazon SES, received through Amazon SNS. */
@NullMarked
package org.tidings.feedback.ses;

import org.jspecify.annotations.NullMarked;
