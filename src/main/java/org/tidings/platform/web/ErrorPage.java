package org.tidings.platform.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;

/** Renders an error: as {@code application/problem+json} below {@code /api}, otherwise as an HTML page. */
public final class ErrorPage {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance error(String title, String sentence, boolean tryAgain, boolean staff);
    }

    /** Paths of links in messages. Recipients get an error page without links to staff pages. */
    private static final Pattern RECIPIENTS = Pattern.compile("^/(?:[aocuvipy]|join)/");

    private ErrorPage() {}

    /** Whether errors at this path are rendered as problem+json. */
    public static boolean isApi(String path) {
        return path.equals("/api") || path.startsWith("/api/");
    }

    /**
     * Returns the error response.
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
            case 403 -> "Access denied";
            case 404 -> "Page not found";
            case 410 -> "Link expired";
            case 413 -> "The file or form is too large";
            case 429 -> "Too many requests";
            default -> status >= 500 ? "Something went wrong" : "The request failed";
        };
    }

    private static String sentence(int status) {
        return switch (status) {
            case 403 -> "Your role does not allow this. Ask an owner of your account.";
            case 404 -> "The page may have been cleared or deleted, or the link is incomplete.";
            case 413 -> "Send less data and try again.";
            case 429 -> "Wait a moment, then try again.";
            default ->
                status >= 500
                        ? "This is an error in Tidings. Try again in a moment."
                        : "Tidings could not process the request. Go back and try again.";
        };
    }
}
