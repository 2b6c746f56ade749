package org.tidings.platform.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;

/** The path of the current request, to highlight the current page in the navigation: {@code {#if inject:here.at('/tasks')}}. */
@Named("here")
@RequestScoped
public class CurrentPath {

    private final RoutingContext request;

    CurrentPath(RoutingContext request) {
        this.request = request;
    }

    /** True on the page itself. */
    public boolean is(String path) {
        return request.normalizedPath().equals(path);
    }

    /** True on the page itself and on all pages below it. */
    public boolean at(String path) {
        return is(path) || request.normalizedPath().startsWith(path + "/");
    }
}
