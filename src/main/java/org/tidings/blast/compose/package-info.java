/** The pages to compose, preview, test, review and send a blast. */
@NullMarked
package org.tidings.blast.compose;

import org.jspecify.annotations.NullMarked;
