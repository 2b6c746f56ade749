/** What the account has sent in the last twelve weeks, and the state of its list. */
@NullMarked
package org.tidings.report.overview;

import org.jspecify.annotations.NullMarked;
