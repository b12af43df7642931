package io.checkpost.api.spi;

/** What is shown of a reported value to somebody who did not ask to see it. */
public enum Mask {
  /** All of it: the value is not personal. */
  NONE,
  /** The first letter: for names. */
  INITIAL,
  /** The year of a date that is written {@code 1987-05-23}; nothing of another text. */
  YEAR,
  /** The last three characters of six or more: for numbers by which people tell things apart. */
  END,
  /** The first letter and the domain of an e-mail address; nothing of another text. */
  EMAIL,
  /** The outward part of a British postcode; nothing of another text. */
  POSTCODE,
  /** Nothing. */
  FULL
}
