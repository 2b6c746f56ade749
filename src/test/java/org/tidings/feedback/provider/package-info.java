/** Tests of feedback by webhook. */
@NullMarked
package org.tidings.feedback.provider;

import org.jspecify.annotations.NullMarked;
