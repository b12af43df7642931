package io.checkpost.ingest.lifecycle;

/**
 * What the process around the application may ask of it, as {@code io.checkpost:type=Lifecycle} of
 * the platform's MBean server.
 */
public interface LifecycleMXBean {

  /** Takes no more messages and returns once those inside have been answered. */
  void drain();
}
