@NullMarked
package org.tidings.report.rounds;

import org.jspecify.annotations.NullMarked;
