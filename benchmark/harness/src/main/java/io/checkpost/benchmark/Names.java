package io.checkpost.benchmark;

/** What the contestants are called. */
final class Names {

  static final String NO_OP = "JAX-RS no-op";
  static final String BARE_H2 = "bare group commit, H2";
  static final String INTAKE_H2 = "durable intake, H2";
  static final String BARE_POSTGRESQL = "bare group commit, PostgreSQL";
  static final String INTAKE_POSTGRESQL = "durable intake, PostgreSQL";

  private Names() {}
}
