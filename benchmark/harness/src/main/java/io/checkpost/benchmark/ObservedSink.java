package io.checkpost.benchmark;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Listens to the benchmark's observer inside Checkpost, which tells how long each update took. */
final class ObservedSink implements AutoCloseable {

  private final ServerSocket server;
  private final Arrivals arrivals = new Arrivals();

  private ObservedSink(ServerSocket server) {
    this.server = server;
  }

  static ObservedSink open() throws IOException {
    ObservedSink sink = new ObservedSink(new ServerSocket(0, 8, InetAddress.getLoopbackAddress()));
    daemon(sink::accept);
    return sink;
  }

  int port() {
    return server.getLocalPort();
  }

  Arrivals arrivals() {
    return arrivals;
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        daemon(() -> read(socket));
      }
    } catch (IOException e) {
      // closed: the end
    }
  }

  private void read(Socket socket) {
    try (socket;
        DataInputStream in = new DataInputStream(socket.getInputStream())) {
      while (true) {
        arrivals.add(in.readLong());
      }
    } catch (EOFException e) {
      // the server stopped
    } catch (IOException e) {
      System.err.println("an observer hung up: " + e);
    }
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "observed");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
