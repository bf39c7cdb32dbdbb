package dev.mcpmanager.problem;

import java.util.List;

/** Carries a {@link Problem} to the edge that tells the user; immutable. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    public ProblemException(Problem problem, Throwable cause) {
        super(problem.detail(), cause);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }

    /** An {@link Problem.Invalid} with one bad field. */
    public static ProblemException invalid(String field, String message) {
        return invalid(List.of(new FieldError(field, message)));
    }

    /** An {@link Problem.Invalid} whose detail joins all field errors. */
    public static ProblemException invalid(List<FieldError> errors) {
        var detail = new StringBuilder();
        for (FieldError error : errors) {
            if (!detail.isEmpty()) {
                detail.append("; ");
            }
            detail.append(error.field()).append(": ").append(error.message());
        }
        return new ProblemException(new Problem.Invalid(detail.toString(), errors));
    }
}
