package io.checkpost.blackbox.observer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.VerificationEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What an observer saw, one line for each event, in a file that outlives a killed process. */
final class ObservedFile {

  private ObservedFile() {}

  /** One write call to a file opened for appending is never mixed with another's. */
  static void append(String suffix, VerificationEvent event) throws IOException {
    String file = System.getenv(WritingObserver.FILE);
    if (file != null) {
      try (FileChannel channel =
          FileChannel.open(
              Path.of(file + suffix), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
        channel.write(ByteBuffer.wrap(line(event).getBytes(UTF_8)));
      }
    }
  }

  private static String line(VerificationEvent event) {
    return "%s\t%d\t%s\t%s\n"
        .formatted(
            event.subjectId(),
            event.sequence(),
            event.messageId(),
            event.getClass().getSimpleName());
  }
}
