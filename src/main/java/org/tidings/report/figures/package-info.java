/** Opens and clicks of a blast in pictures: over time, by mailbox provider and device, on the message itself, and compared with earlier blasts. */
@NullMarked
package org.tidings.report.figures;

import org.jspecify.annotations.NullMarked;
