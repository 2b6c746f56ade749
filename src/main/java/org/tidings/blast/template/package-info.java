/** Starting points for blasts: those that come with the application, and the templates that staff saved. */
@NullMarked
package org.tidings.blast.template;

import org.jspecify.annotations.NullMarked;
