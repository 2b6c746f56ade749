/**
 * Feedback that providers of mail report by webhook: each is a {@link org.tidings.feedback.provider.FeedbackProvider}, which verifies requests,
 * reads events, and names the headers that carry our token to it.
 */
@NullMarked
package org.tidings.feedback.provider;

import org.jspecify.annotations.NullMarked;
