/** From a messy clipboard or a spreadsheet's file to people with addresses; pure, but for the file that is read. */
@NullMarked
package org.tidings.blast.audience;

import org.jspecify.annotations.NullMarked;
