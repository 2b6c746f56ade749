package org.tidings.platform.web;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a resource that the whole list may ask for within a minute, and that needs the database. A handful of requests are at work at a time and
 * some more wait, so that a storm leaves connections and threads to the staff's pages and to the sending.
 */
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ConcurrencyLimit {}
