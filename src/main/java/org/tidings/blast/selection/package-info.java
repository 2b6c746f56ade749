/** Rules that select people for a blast, in words, as JSON and as SQL, and segments, which are rules with a name. */
@NullMarked
package org.tidings.blast.selection;

import org.jspecify.annotations.NullMarked;
