/** What a mail server's answer means: codes and prose to a verdict, plain words and a next step. Pure: no CDI, no JPA. */
@NullMarked
package org.tidings.diagnosis;

import org.jspecify.annotations.NullMarked;
