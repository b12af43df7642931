package io.checkpost.ingest.portal;

import java.util.List;
import java.util.Optional;

/** The column {@code portal.source_addresses}: addresses and networks, one a line. */
final class SourceAddresses {

  private SourceAddresses() {}

  static String write(List<String> addresses) {
    return String.join("\n", addresses);
  }

  static List<String> read(String column) {
    return column.lines().toList();
  }

  static List<AddressRange> ranges(String column) {
    return column.lines().map(AddressRange::parse).flatMap(Optional::stream).toList();
  }
}
