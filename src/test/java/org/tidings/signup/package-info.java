@NullMarked
package org.tidings.signup;

import org.jspecify.annotations.NullMarked;
