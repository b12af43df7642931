package io.checkpost.blackbox.observer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.checkpost.api.VerificationEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends one line for each event to a file, which outlives the process that is killed. */
@ApplicationScoped
public class WritingObserver {

  /** The environment variable that names the file. */
  public static final String FILE = "OBSERVED_FILE";

  void observe(@Observes VerificationEvent event) throws IOException {
    String file = System.getenv(FILE);
    if (file != null) {
      append(Path.of(file), line(event));
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

  /** One write call to a file opened for appending is never mixed with another's. */
  private static void append(Path file, String line) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      channel.write(ByteBuffer.wrap(line.getBytes(UTF_8)));
    }
  }
}
