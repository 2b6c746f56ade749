package org.tidings;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

@Suite
@SelectPackages("org.tidings")
@IncludeClassNamePatterns(Suites.BROWSER)
class BrowserSuite {}
