package org.tidings.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource or a method that other sites may post to, such as one-click unsubscribe or a webhook. {@link CrossSiteFilter} does not
 * check it, so it must not rely on cookies. To allow anonymous access as well, add {@code @PermitAll}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface PublicEndpoint {}
