/** Parses people and addresses from pasted text and CSV files. */
@NullMarked
package org.tidings.blast.audience;

import org.jspecify.annotations.NullMarked;
