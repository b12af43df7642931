package io.checkpost.ingest.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/** A relay target that can misbehave in every way that bytes on a socket allow. */
final class RawTarget implements AutoCloseable {

  private final ServerSocket server;
  private final String scheme;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Behaviour behaviour = answering(200);

  private RawTarget(ServerSocket server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    daemon(this::accept);
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Request(String line, Map<String, String> headers, byte[] body) {

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  @FunctionalInterface
  interface Behaviour {
    void answer(Request request, OutputStream out) throws IOException, InterruptedException;
  }

  static RawTarget started() {
    try {
      return new RawTarget(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()), "http");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RawTarget started(SSLContext tls) {
    try {
      return new RawTarget(
          tls.getServerSocketFactory().createServerSocket(0, 200, InetAddress.getLoopbackAddress()),
          "https");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Behaviour answering(int status, String... headers) {
    return (request, out) -> send(out, status, "{\"heard\":true}", headers);
  }

  static void send(OutputStream out, int status, String body, String... headers)
      throws IOException {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    head.append("Content-Length: ").append(body.getBytes(UTF_8).length).append("\r\n");
    head.append("Connection: close\r\n\r\n").append(body);
    out.write(head.toString().getBytes(UTF_8));
    out.flush();
  }

  RawTarget behave(Behaviour next) {
    behaviour = next;
    return this;
  }

  String url() {
    return scheme + "://localhost:" + server.getLocalPort() + "/hook?x=1";
  }

  String url(String host) {
    return url().replace("localhost", host);
  }

  List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Waits until the end of this target, or so long. */
  void rest(long millis) throws InterruptedException {
    if (closed.await(millis, TimeUnit.MILLISECONDS)) {
      throw new InterruptedException("the target is closed");
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "raw-target");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket connection = server.accept();
        connections.add(connection);
        daemon(() -> serve(connection));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      Request request = read(new BufferedInputStream(connection.getInputStream()));
      requests.add(request);
      behaviour.answer(request, connection.getOutputStream());
    } catch (IOException | InterruptedException e) {
      // the other side, or the test, is done
    } finally {
      connections.remove(connection);
    }
  }

  private static Request read(InputStream in) throws IOException {
    String line = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      int colon = header.indexOf(':');
      headers.put(
          header.substring(0, colon).toLowerCase(Locale.ROOT), header.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Request(line, headers, in.readNBytes(length));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new IOException("closed");
      }
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(ISO_8859_1);
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      server.close();
      for (Socket connection : connections) {
        connection.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
