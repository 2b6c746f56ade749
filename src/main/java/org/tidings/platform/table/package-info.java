/** Reads the tables that people have: text files of spreadsheet programs and Excel workbooks, one row at a time. */
@NullMarked
package org.tidings.platform.table;

import org.jspecify.annotations.NullMarked;
