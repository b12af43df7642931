package io.checkpost.ingest.access;

/** The roles that a caller can have. */
public final class Roles {

  /** May see and change everything. */
  public static final String ADMINISTRATOR = "administrator";

  private Roles() {}
}
