/** Tidings: email blasts for class-based businesses, reported person by person. */
@NullMarked
package org.tidings;

import org.jspecify.annotations.NullMarked;
