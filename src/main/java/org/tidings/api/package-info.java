/** {@code /api/v1}: the same things for programs. */
@NullMarked
package org.tidings.api;

import org.jspecify.annotations.NullMarked;
