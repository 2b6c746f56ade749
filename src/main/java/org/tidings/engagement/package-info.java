/** Whether a person or a machine opened and clicked. Pure: no CDI, no JPA. */
@NullMarked
package org.tidings.diagnosis.visitor;

import org.jspecify.annotations.NullMarked;
