/** The pages on which a blast is written, looked at, tried out and sent. */
@NullMarked
package org.tidings.blast.compose;

import org.jspecify.annotations.NullMarked;
