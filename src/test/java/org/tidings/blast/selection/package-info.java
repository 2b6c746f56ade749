@NullMarked
package org.tidings.blast.selection;

import org.jspecify.annotations.NullMarked;
