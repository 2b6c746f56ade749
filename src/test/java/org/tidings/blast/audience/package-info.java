/** Tests of pasted addresses and CSV files. */
@NullMarked
package org.tidings.blast.audience;

import org.jspecify.annotations.NullMarked;
