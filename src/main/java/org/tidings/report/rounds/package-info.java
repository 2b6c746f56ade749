/** Sending a blast again to those who have not got it. */
@NullMarked
package org.tidings.report.rounds;

import org.jspecify.annotations.NullMarked;
