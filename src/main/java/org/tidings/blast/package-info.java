/** A blast and its life: audience, compose, review, checks before sending, launch. */
@NullMarked
package org.tidings.blast;

import org.jspecify.annotations.NullMarked;
