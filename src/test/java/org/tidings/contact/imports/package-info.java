@NullMarked
package org.tidings.contact.imports;

import org.jspecify.annotations.NullMarked;
