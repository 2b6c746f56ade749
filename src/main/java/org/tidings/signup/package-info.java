/** The public sign-up form of an account, with double opt-in. */
@NullMarked
package org.tidings.signup;

import org.jspecify.annotations.NullMarked;
