/** Uploaded pictures: scaled to the size at which they are shown, upright, without metadata. */
@NullMarked
package org.tidings.blast.picture;

import org.jspecify.annotations.NullMarked;
