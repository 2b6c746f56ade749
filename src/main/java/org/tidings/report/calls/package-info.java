/** The call list of a blast: the homes that it did not reach, and who has phoned them. */
@NullMarked
package org.tidings.report.calls;

import org.jspecify.annotations.NullMarked;
