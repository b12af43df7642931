package com.example.examplecheck;

import io.checkpost.api.MessageQuarantined;
import io.checkpost.api.VerificationEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Writes down what it observes, for the test that brings it into the server. */
@ApplicationScoped
public class WritingObserver {

  @Inject
  @ConfigProperty(name = "examplecheck.observed")
  String file;

  void its(@Observes ScreeningUpdate update) throws IOException {
    write("ScreeningUpdate %s %s".formatted(update.outcome(), update.list().orElse("")));
  }

  void any(@Observes VerificationEvent event) throws IOException {
    write("VerificationEvent %s %s".formatted(event.checkType(), event.subjectId()));
  }

  void quarantined(@Observes MessageQuarantined message) throws IOException {
    write("MessageQuarantined %s %s".formatted(message.provider(), message.reason()));
  }

  private synchronized void write(String line) throws IOException {
    Files.writeString(
        Path.of(file), line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }
}
