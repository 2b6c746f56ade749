/** The document of a blast: counts, people, timelines, links, what was sent, and its downloads. */
@NullMarked
package org.tidings.report;

import org.jspecify.annotations.NullMarked;
