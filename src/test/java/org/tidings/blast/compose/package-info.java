/** The compose, preview and review pages, asked as a browser asks. */
@NullMarked
package org.tidings.blast.compose;

import org.jspecify.annotations.NullMarked;
