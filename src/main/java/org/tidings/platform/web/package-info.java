/** Web infrastructure shared by all pages and resources: errors, security headers, cross-site protection, dates. */
@NullMarked
package org.tidings.platform.web;

import org.jspecify.annotations.NullMarked;
