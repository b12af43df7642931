package io.checkpost.ingest.access;

import java.io.Serializable;

/**
 * What a session remembers of the user who signed in.
 *
 * @param caller who it is
 * @param passwordMark tells the password that was given from any later one, and from that of
 *     another user who got the name
 * @param preferences how they want to read the pages
 */
public record SignedIn(Caller caller, String passwordMark, Preferences preferences)
    implements Serializable {

  @Override
  public String toString() {
    return "SignedIn[" + caller.name() + "]";
  }
}
