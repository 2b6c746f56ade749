/** Tests of what every page and resource shares. */
@NullMarked
package org.tidings.platform.web;

import org.jspecify.annotations.NullMarked;
