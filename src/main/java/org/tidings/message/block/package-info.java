/** Messages as lists of blocks: what a block contains, how it is stored, and the HTML made from it. */
@NullMarked
package org.tidings.message.block;

import org.jspecify.annotations.NullMarked;
