/** Decides whether a tracking request came from a person or a machine. Pure: no CDI, no JPA. */
@NullMarked
package org.tidings.engagement;

import org.jspecify.annotations.NullMarked;
