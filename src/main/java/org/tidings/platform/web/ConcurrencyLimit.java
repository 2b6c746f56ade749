package org.tidings.platform.web;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Limits the concurrent requests to a public resource that uses the database and that many recipients may request at the same time. A few
 * requests run and a bounded number wait; the remaining connections and threads stay available to staff pages and delivery.
 */
@InterceptorBinding
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface ConcurrencyLimit {}
