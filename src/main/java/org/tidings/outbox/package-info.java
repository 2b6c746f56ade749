/** Messages to one person outside blasts, such as the confirmation of a sign-up. */
@NullMarked
package org.tidings.outbox;

import org.jspecify.annotations.NullMarked;
