@NullMarked
package org.tidings.blast.teach;

import org.jspecify.annotations.NullMarked;
