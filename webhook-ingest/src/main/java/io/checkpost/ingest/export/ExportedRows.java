package io.checkpost.ingest.export;

/** How a file is written: a beginning, each message, and an end that says that it is whole. */
interface ExportedRows {

  /** Returns what stands before the first message. */
  String begin();

  /** Returns a message as it stands in the file. */
  String row(ExportedMessage message);

  /**
   * Returns the end of the file, by which one that was cut off can be told.
   *
   * @param rows how many messages are in it
   */
  String end(long rows);

  /** Makes what writes a format, for one file. */
  static ExportedRows of(ExportFormat format) {
    return switch (format) {
      case CSV -> new CsvRows();
      case JSON -> new JsonRows();
    };
  }
}
