/** The addresses that are not mailed again: who, why, what proves it, and how one gets out. */
@NullMarked
package org.tidings.feedback.invalid;

import org.jspecify.annotations.NullMarked;
