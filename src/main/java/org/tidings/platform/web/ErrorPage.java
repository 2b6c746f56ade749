package org.tidings.platform.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;

/** An error as the caller can read it: a page for people, {@code application/problem+json} below {@code /api}. */
public final class ErrorPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance error(String title, String sentence, boolean tryAgain, boolean staff);
    }

    /** Where the links of a mail lead: whoever comes there has no use for our start page. */
    private static final Pattern RECIPIENTS = Pattern.compile("^/[ocuvi]/");

    private ErrorPage() {}

    /** Programs get problems, people get pages. */
    public static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    /**
     * The answer for that caller.
     *
     * @param path with its leading slash
     */
    public static Response answer(String path, Problem problem) {
        return isApi(path)
                ? Response.status(problem.status())
                        .type(Problem.MEDIA_TYPE)
                        .entity(problem)
                        .build()
                : Response.status(problem.status())
                        .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                        .entity(page(path, problem))
                        .build();
    }

    private static String page(String path, Problem problem) {
        int status = problem.status();
        String sentence = problem.detail() == null ? sentence(status) : problem.detail();
        return Templates.error(
                        title(status),
                        sentence,
                        status >= 500,
                        !RECIPIENTS.matcher(path).find())
                .render();
    }

    private static String title(int status) {
        return switch (status) {
            case 403 -> "You may not do this";
            case 404 -> "There is nothing here";
            case 413 -> "That is too large";
            case 429 -> "A little too fast";
            default -> status >= 500 ? "Something went wrong" : "That did not work";
        };
    }

    private static String sentence(int status) {
        return switch (status) {
            case 403 -> "This page is for owners of the account, or the request came from another site.";
            case 404 -> "The page may have been cleared or deleted, or the address is not complete.";
            case 413 -> "The server takes less than what was sent.";
            case 429 -> "Please wait a moment and try again.";
            default ->
                status >= 500
                        ? "It was our fault, not yours. Please try again in a moment."
                        : "The server did not understand the request. Please go back and try again.";
        };
    }
}
