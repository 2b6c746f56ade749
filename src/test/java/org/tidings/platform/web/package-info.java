/** Tests of the web infrastructure. */
@NullMarked
package org.tidings.platform.web;

import org.jspecify.annotations.NullMarked;
