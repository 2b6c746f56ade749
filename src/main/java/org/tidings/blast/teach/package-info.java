/** Pages for teachers, who write to their own classes and see no addresses. */
@NullMarked
package org.tidings.blast.teach;

import org.jspecify.annotations.NullMarked;
