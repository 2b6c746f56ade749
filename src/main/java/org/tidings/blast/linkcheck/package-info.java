/** Whether the links of a message can be opened by its readers. */
@NullMarked
package org.tidings.blast.linkcheck;

import org.jspecify.annotations.NullMarked;
