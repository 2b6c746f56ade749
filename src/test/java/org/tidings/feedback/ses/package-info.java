/** Tests of what Amazon SES tells. */
@NullMarked
package org.tidings.feedback.ses;

import org.jspecify.annotations.NullMarked;
