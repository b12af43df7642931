package io.checkpost.ingest.access;

/** What was asked for takes another role than the caller has. */
public final class NotPermitted extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final Role role;

  /**
   * Creates the exception.
   *
   * @param role the role that it takes
   */
  public NotPermitted(Role role) {
    super("This wants the role %s.".formatted(role.code()));
    this.role = role;
  }

  /** Returns the role that it takes. */
  public Role role() {
    return role;
  }
}
