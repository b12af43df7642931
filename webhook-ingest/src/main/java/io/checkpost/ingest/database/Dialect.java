package io.checkpost.ingest.database;

/** The two databases that Checkpost speaks to, and where they differ. */
public enum Dialect {
  /** Embedded, one process, one writer. */
  H2("h2", "VARBINARY"),
  /** Production: any number of nodes. */
  POSTGRESQL("postgresql", "bytea");

  private final String folder;
  private final String binaryType;

  Dialect(String folder, String binaryType) {
    this.folder = folder;
    this.binaryType = binaryType;
  }

  /** Returns the class path folder of this database's migrations. */
  String migrations() {
    return "classpath:io/checkpost/ingest/database/" + folder;
  }

  /** Returns the SQL type of byte strings, as {@code Connection.createArrayOf} wants it. */
  public String binaryType() {
    return binaryType;
  }
}
