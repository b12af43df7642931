package io.checkpost.benchmark.observers;

import io.checkpost.api.credas.IdDocumentUpdate;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tells the harness, for each update, how many nanoseconds lie between receipt and observer. */
@ApplicationScoped
public class ReportingObserver {

  private @Nullable Socket socket;
  private @Nullable DataOutputStream out;

  @PostConstruct
  void connect() {
    int port = Integer.parseInt(System.getenv("BENCHMARK_OBSERVED_PORT"));
    try {
      Socket connected = new Socket(InetAddress.getLoopbackAddress(), port);
      connected.setTcpNoDelay(true);
      socket = connected;
      out = new DataOutputStream(connected.getOutputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized void observed(@Observes IdDocumentUpdate update) throws IOException {
    if (out != null) {
      out.writeLong(Duration.between(update.receivedAt(), Instant.now()).toNanos());
    }
  }

  @PreDestroy
  void disconnect() {
    try {
      if (socket != null) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
