package io.checkpost.launcher;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/**
 * The signals that end a process. The first one asks for a stop in order, the next one ends the
 * process at once.
 *
 * <p>A shutdown hook would not do: the JVM runs all hooks at the same time, Payara Micro's among
 * them, which takes the application away while its port is still open. {@code sun.misc.Signal},
 * which the module jdk.unsupported exports for such uses, is the only way to a signal in Java; it
 * is called by reflection because javac warns of it and lets nobody suppress that.
 */
final class StopSignal {

  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
  private static final int STATUS_OF_SIGNAL = 128;

  private final CountDownLatch requested = new CountDownLatch(1);

  private StopSignal() {}

  static StopSignal listen() {
    StopSignal stop = new StopSignal();
    NUMBERS.forEach(stop::listenTo);
    return stop;
  }

  void await() throws InterruptedException {
    requested.await();
  }

  boolean isRequested() {
    return requested.getCount() == 0;
  }

  private void listenTo(String name, int number) {
    try {
      Class<?> signalClass = Class.forName("sun.misc.Signal");
      Class<?> handlerClass = Class.forName("sun.misc.SignalHandler");
      signalClass
          .getMethod("handle", signalClass, handlerClass)
          .invoke(
              null,
              signalClass.getConstructor(String.class).newInstance(name),
              handler(handlerClass, signalClass, number));
    } catch (InvocationTargetException e) {
      // this system has no such signal, or the JVM was told by -Xrs to leave signals alone
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this Java has no sun.misc.Signal", e);
    }
  }

  private Object handler(Class<?> handlerClass, Class<?> signalClass, int number)
      throws ReflectiveOperationException {
    MethodHandle receive =
        MethodHandles.lookup().bind(this, "receive", MethodType.methodType(void.class, int.class));
    return MethodHandleProxies.asInterfaceInstance(
        handlerClass,
        MethodHandles.dropArguments(
            MethodHandles.insertArguments(receive, 0, number), 0, signalClass));
  }

  /** Called on the JVM's own thread for signals. */
  @SuppressWarnings("unused") // through the method handle
  private void receive(int number) {
    if (isRequested()) {
      Runtime.getRuntime().halt(STATUS_OF_SIGNAL + number);
    }
    requested.countDown();
  }
}
