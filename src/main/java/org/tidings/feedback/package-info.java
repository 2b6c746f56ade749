/** What comes back: bounces, complaints, automatic answers and unsubscribes by mail and by providers' events. */
@NullMarked
package org.tidings.feedback;

import org.jspecify.annotations.NullMarked;
