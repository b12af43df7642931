package io.checkpost.launcher;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The port that providers reach, opened and closed at moments of our choosing.
 *
 * <p>Payara Micro boots with its listener on a loopback address and a port that nobody knows.
 * Enabling or moving a listener by Payara's own commands opens the new port some milliseconds
 * before the application is mapped to it, and closing one cuts answers short. So this takes the
 * listener's running Grizzly transport, to which the application is mapped already, and gives it
 * another socket. Grizzly is not in sight of the launcher's class loader, therefore the reflection;
 * the names used are Payara 6's.
 */
final class HttpPort {

  private static final String LISTENER = "http-listener";
  private static final long POLL_MILLIS = 50;

  private final Object transport;
  private final List<Object> keepAlives;
  private final List<Object> activeRequests;

  private HttpPort(Object transport, List<Object> keepAlives, List<Object> activeRequests) {
    this.transport = transport;
    this.keepAlives = keepAlives;
    this.activeRequests = activeRequests;
  }

  /**
   * Fails early, before the seconds that a boot takes, where the port cannot be had.
   *
   * @return the address, with a port chosen where 0 was asked for
   */
  static InetSocketAddress requireFree(String host, int port) throws StartFailure {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw StartFailure.ofUsage("unknown host \"" + host + "\"");
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(address);
      return new InetSocketAddress(address.getAddress(), socket.getLocalPort());
    } catch (IOException e) {
      throw cannotListen(address, e);
    }
  }

  static HttpPort of(ClassLoader payara) {
    try {
      Object listener = grizzlyListener(payara);
      Class<?> codec = payara.loadClass("org.glassfish.grizzly.http.HttpServerFilter");
      Class<?> handler = payara.loadClass("org.glassfish.grizzly.http.server.HttpServerFilter");
      return new HttpPort(
          call(listener, "getTransport"),
          readAll(listener, codec, "keepAlive"),
          readAll(listener, handler, "activeRequestsCounter"));
    } catch (ReflectiveOperationException e) {
      throw unknownPayara(e);
    }
  }

  void open(InetSocketAddress address) throws StartFailure {
    try {
      call(transport, "unbindAll");
      call(transport, "bind", SocketAddress.class, address);
    } catch (InvocationTargetException e) {
      throw cannotListen(address, e.getCause() == null ? e : e.getCause());
    } catch (ReflectiveOperationException e) {
      throw unknownPayara(e);
    }
  }

  /** Makes every answer from now on the last one of its connection, which the client is told. */
  void endConnectionsWithTheirAnswer() {
    try {
      for (Object keepAlive : keepAlives) {
        call(keepAlive, "setMaxRequestsCount", int.class, 1);
      }
    } catch (ReflectiveOperationException e) {
      throw unknownPayara(e);
    }
  }

  /**
   * Refuses new connections, lets the requests under way be answered within the limit, then ends
   * what connections are left.
   */
  void close(Duration limit) throws InterruptedException {
    try {
      call(transport, "unbindAll");
      awaitIdle(limit);
      call(transport, "shutdownNow");
    } catch (ReflectiveOperationException e) {
      throw unknownPayara(e);
    }
  }

  /** Waits once in any case: a request may have arrived that is not counted yet. */
  private void awaitIdle(Duration limit) throws InterruptedException {
    long end = System.nanoTime() + limit.toNanos();
    do {
      Thread.sleep(POLL_MILLIS);
    } while (isBusy() && System.nanoTime() < end);
  }

  private boolean isBusy() {
    return activeRequests.stream().anyMatch(counter -> ((AtomicInteger) counter).get() > 0);
  }

  private static Object grizzlyListener(ClassLoader payara) throws ReflectiveOperationException {
    Class<?> configClass = payara.loadClass("org.glassfish.grizzly.config.dom.NetworkConfig");
    Class<?> listenerClass = payara.loadClass("org.glassfish.grizzly.config.dom.NetworkListener");
    Class<?> serviceClass = payara.loadClass("com.sun.enterprise.v3.services.impl.GrizzlyService");
    Object config =
        configClass
            .getMethod("getNetworkListener", String.class)
            .invoke(service(payara, configClass), LISTENER);
    Object proxy = call(service(payara, serviceClass), "lookupNetworkProxy", listenerClass, config);
    return call(proxy, "getUnderlyingListener");
  }

  private static Object service(ClassLoader payara, Class<?> type)
      throws ReflectiveOperationException {
    return payara
        .loadClass("org.glassfish.internal.api.Globals")
        .getMethod("get", Class.class)
        .invoke(null, type);
  }

  private static Object call(Object target, String method) throws ReflectiveOperationException {
    return target.getClass().getMethod(method).invoke(target);
  }

  private static Object call(Object target, String method, Class<?> type, Object argument)
      throws ReflectiveOperationException {
    return target.getClass().getMethod(method, type).invoke(target, argument);
  }

  /** Reads a private field of every filter of this type in the listener's chain. */
  private static List<Object> readAll(Object listener, Class<?> filterClass, String name)
      throws ReflectiveOperationException {
    Field field = filterClass.getDeclaredField(name);
    field.setAccessible(true);
    List<Object> values = new ArrayList<>();
    for (Object filter : (List<?>) call(listener, "getFilters", Class.class, filterClass)) {
      values.add(field.get(filter));
    }
    return values;
  }

  private static StartFailure cannotListen(InetSocketAddress address, Throwable cause) {
    String place = address.getAddress().getHostAddress() + ":" + address.getPort();
    return StartFailure.ofStart(
        cause instanceof BindException && "Address already in use".equals(cause.getMessage())
            ? "port " + address.getPort() + " is taken (" + place + ")"
            : "cannot listen on " + place + ": " + cause.getMessage());
  }

  private static IllegalStateException unknownPayara(ReflectiveOperationException e) {
    return new IllegalStateException("not the Payara Micro that Checkpost was built for", e);
  }
}
