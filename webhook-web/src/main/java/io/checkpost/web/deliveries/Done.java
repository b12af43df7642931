package io.checkpost.web.deliveries;

import io.checkpost.web.list.Addresses;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was done at a person's word, as the page after it says in its URL.
 *
 * @param what what was done
 * @param count to how many deliveries; 0 where that does not matter
 */
public record Done(String what, int count) {

  private static final Set<String> KNOWN =
      Set.of("sent", "closed", "not-closed", "paused", "resumed", "enabled");
  private static final String WHAT = "done";
  private static final String COUNT = "count";

  static Done one(String what) {
    return new Done(what, 1);
  }

  /** Reads what the URL says; empty where it says nothing that can be read. */
  static Optional<Done> of(Map<String, String> parameters) {
    String what = parameters.getOrDefault(WHAT, "");
    String count = parameters.getOrDefault(COUNT, "");
    return KNOWN.contains(what) && count.matches("[0-9]{1,9}")
        ? Optional.of(new Done(what, Integer.parseInt(count)))
        : Optional.empty();
  }

  /** Returns the address of a page that says so. */
  String at(String address) {
    return Addresses.with(Addresses.with(address, WHAT, what), COUNT, String.valueOf(count));
  }

  /** Returns the key of it in words. */
  public String key() {
    return "deliveries.done." + what;
  }
}
