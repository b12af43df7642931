package io.checkpost.ingest.access;

import java.io.Serializable;

/**
 * What a session remembers of the user who signed in.
 *
 * @param caller who it is
 * @param passwordMark tells the password that was given from any later one, and from that of
 *     another user who got the name
 */
public record SignedIn(Caller caller, String passwordMark) implements Serializable {

  @Override
  public String toString() {
    return "SignedIn[" + caller.name() + "]";
  }
}
