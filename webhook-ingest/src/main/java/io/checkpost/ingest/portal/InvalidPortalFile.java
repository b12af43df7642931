package io.checkpost.ingest.portal;

import io.checkpost.ingest.problem.InvalidInput;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A file of portals cannot be taken. Its message is one line that says where and why; no secret is
 * repeated.
 */
public final class InvalidPortalFile extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final int line;
  private final int column;
  private final transient @Nullable InvalidInput input;

  InvalidPortalFile(int line, int column, String reason) {
    super(message(line, column, reason));
    this.line = line;
    this.column = column;
    this.input = null;
  }

  InvalidPortalFile(int line, int column, InvalidInput input) {
    super(message(line, column, String.valueOf(input.getMessage())));
    this.line = line;
    this.column = column;
    this.input = input;
  }

  private static String message(int line, int column, String reason) {
    return "line %d, column %d: %s".formatted(line, column, reason.replaceAll("\\R", " "));
  }

  /** Returns the line, counted from 1. */
  public int line() {
    return line;
  }

  /** Returns the column in that line, counted from 1. */
  public int column() {
    return column;
  }

  /** Returns the member that is wrong; empty when the document cannot be read at all. */
  public Optional<InvalidInput> input() {
    return Optional.ofNullable(input);
  }
}
