/** Tests of the report. */
@NullMarked
package org.tidings.report;

import org.jspecify.annotations.NullMarked;
