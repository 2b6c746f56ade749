package org.tidings.platform.web;

import java.util.Map;

/** Ends a request with a status and a message that is shown to the caller. */
public class ProblemException extends RuntimeException {

    private final transient Problem problem;

    public ProblemException(int status, String detail) {
        this(Problem.of(status, detail));
    }

    public ProblemException(int status, String detail, Map<String, Object> extra) {
        this(Problem.of(status, detail, extra));
    }

    /** Creates a problem with a custom title. */
    public ProblemException(int status, String title, String detail, Map<String, Object> extra) {
        this(new Problem("about:blank", title, status, detail, extra));
    }

    public ProblemException(Problem problem) {
        super(problem.detail() == null ? problem.title() : problem.detail());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
