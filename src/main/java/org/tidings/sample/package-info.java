/** Sample data for evaluation, and the startup message with the URL. */
@NullMarked
package org.tidings.sample;

import org.jspecify.annotations.NullMarked;
