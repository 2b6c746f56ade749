@NullMarked
package org.tidings.report.figures;

import org.jspecify.annotations.NullMarked;
