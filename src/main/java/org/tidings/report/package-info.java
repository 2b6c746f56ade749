/** The report of a blast: counts, recipients, timelines, links, the sent message and downloads. */
@NullMarked
package org.tidings.report;

import org.jspecify.annotations.NullMarked;
