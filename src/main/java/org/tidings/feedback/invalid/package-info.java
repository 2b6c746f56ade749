/** Invalid addresses: list, evidence, release, correction, import and export. */
@NullMarked
package org.tidings.feedback.invalid;

import org.jspecify.annotations.NullMarked;
