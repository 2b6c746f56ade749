/** Feedback: bounces, complaints, automatic replies and unsubscribes, received by mail or as provider events. */
@NullMarked
package org.tidings.feedback;

import org.jspecify.annotations.NullMarked;
