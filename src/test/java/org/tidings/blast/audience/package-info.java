/** Clipboards and files of people, by tables. */
@NullMarked
package org.tidings.blast.audience;

import org.jspecify.annotations.NullMarked;
