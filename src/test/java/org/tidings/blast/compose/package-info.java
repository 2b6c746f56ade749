/** Tests of the compose, preview and review pages over HTTP. */
@NullMarked
package org.tidings.blast.compose;

import org.jspecify.annotations.NullMarked;
