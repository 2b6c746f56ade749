/** What every page and resource shares: errors, security headers, cross-site protection, dates and page parts. */
@NullMarked
package org.tidings.platform.web;

import org.jspecify.annotations.NullMarked;
