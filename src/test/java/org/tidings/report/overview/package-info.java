@NullMarked
package org.tidings.report.overview;

import org.jspecify.annotations.NullMarked;
