package org.tidings.platform.web;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource, or one method of it, that strangers may send to: the one-click unsubscribe of a mail provider, a
 * webhook. {@link CrossSiteFilter} lets it through, so it must not act on the word of a cookie. Who needs no log-in
 * besides says so with {@code @PermitAll}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface PublicEndpoint {}
