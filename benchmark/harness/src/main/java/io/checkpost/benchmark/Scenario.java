package io.checkpost.benchmark;

/** What a run is about. */
enum Scenario {
  /** Intake, beside what the same server does when it does less. */
  INTAKE,

  /** Messages to their end: observed and delivered. */
  TO_THE_END,

  /** Pages and intake beside few messages and beside many. */
  GROWTH
}
