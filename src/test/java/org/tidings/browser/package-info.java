/** Tests in a real browser. */
@NullMarked
package org.tidings.browser;

import org.jspecify.annotations.NullMarked;
