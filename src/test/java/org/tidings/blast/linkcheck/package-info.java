@NullMarked
package org.tidings.blast.linkcheck;

import org.jspecify.annotations.NullMarked;
