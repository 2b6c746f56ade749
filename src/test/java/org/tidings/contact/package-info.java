/** Tests of addresses. */
@NullMarked
package org.tidings.contact;

import org.jspecify.annotations.NullMarked;
