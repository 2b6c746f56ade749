/** What a message that came back means: delivery reports, feedback reports, automatic answers. Pure: no CDI, no JPA. */
@NullMarked
package org.tidings.diagnosis.notice;

import org.jspecify.annotations.NullMarked;
