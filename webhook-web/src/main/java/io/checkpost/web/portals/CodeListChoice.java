package io.checkpost.web.portals;

import java.util.List;

/**
 * A kind of check whose codes can be read by one of several lists.
 *
 * @param type the kind, as a code
 * @param label the kind in words
 * @param lists the lists
 */
public record CodeListChoice(String type, String label, List<String> lists) {

  /** Creates a choice; the list is copied. */
  public CodeListChoice {
    lists = List.copyOf(lists);
  }
}
