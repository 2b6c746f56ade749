/** Tests of the document of a blast. */
@NullMarked
package org.tidings.report;

import org.jspecify.annotations.NullMarked;
