package io.checkpost.ingest.access;

/** The names of the roles, for annotations. */
public final class Roles {

  /** Sees everything, personal values masked. */
  public static final String VIEWER = "viewer";

  /** Acts on what was received, and may see personal values and bodies. */
  public static final String OPERATOR = "operator";

  /** Sets up portals, users, keys and what else Checkpost has. */
  public static final String ADMINISTRATOR = "administrator";

  private Roles() {}
}
