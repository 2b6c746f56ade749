/** What Amazon SES tells through Amazon SNS: checked to be theirs, then understood. */
@NullMarked
package org.tidings.feedback.ses;

import org.jspecify.annotations.NullMarked;
