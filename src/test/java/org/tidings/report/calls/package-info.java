@NullMarked
package org.tidings.report.calls;

import org.jspecify.annotations.NullMarked;
