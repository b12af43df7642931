package io.checkpost.ingest.export;

import java.util.Locale;

/** What kind of file an export is. */
public enum ExportFormat {
  /** Comma-separated values, RFC 4180, for spreadsheets. */
  CSV("text/csv; charset=UTF-8; header=present"),
  /** One JSON document, an item a line. */
  JSON("application/json");

  private final String mediaType;

  ExportFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  /** Returns the format as URLs write it, which is also the ending of the file's name. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the media type of the file. */
  public String mediaType() {
    return mediaType;
  }

  /**
   * Reads a format.
   *
   * @throws IllegalArgumentException when {@code code} is none
   */
  public static ExportFormat of(String code) {
    for (ExportFormat format : values()) {
      if (format.code().equals(code)) {
        return format;
      }
    }
    throw new IllegalArgumentException("unknown export format; accepted: csv, json");
  }
}
