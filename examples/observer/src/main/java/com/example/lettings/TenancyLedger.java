package com.example.lettings;

import io.checkpost.api.ObserverName;
import io.checkpost.api.credas.RightToRentUpdate;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Enters what became of right to rent checks into a file, a line each.
 *
 * <p>An update comes at least once. If it comes again, its line is the same: whoever reads the
 * ledger knows it by message and sequence.
 */
@ApplicationScoped
public class TenancyLedger {

  @Inject
  @ConfigProperty(name = "lettings.ledger")
  String file;

  /**
   * Enters an update. What this throws, Checkpost tries again, and other observers are not held
   * back by it. The name outlives a change of the method's.
   */
  @ObserverName("tenancy-ledger")
  void enter(@Observes RightToRentUpdate update) throws IOException {
    String line =
        Json.createObjectBuilder()
            .add("message", update.messageId().toString())
            .add("sequence", update.sequence())
            .add("person", update.subjectId())
            .add("outcome", update.outcome().code())
            .add("certainty", update.certainty().code())
            .build()
            .toString();
    append(line);
  }

  /** Updates of different people come at the same time. */
  private synchronized void append(String line) throws IOException {
    Files.writeString(
        Path.of(file),
        line + System.lineSeparator(),
        StandardOpenOption.CREATE,
        StandardOpenOption.APPEND);
  }
}
