/** The life of a blast, from the draft to the end of its launch. */
@NullMarked
package org.tidings.blast;

import org.jspecify.annotations.NullMarked;
