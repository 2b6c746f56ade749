/** From content to one person's mail: merge fields, links, pixel, tokens, headers. Pure: no CDI, no database. */
@NullMarked
package org.tidings.message;

import org.jspecify.annotations.NullMarked;
