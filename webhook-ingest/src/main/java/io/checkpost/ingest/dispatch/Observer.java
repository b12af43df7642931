package io.checkpost.ingest.dispatch;

/**
 * One observer of one event.
 *
 * @param id outlives restarts
 * @param call calls it in a transaction of its own; what it throws comes out
 */
record Observer(String id, Call call) {

  @FunctionalInterface
  interface Call {

    void observe() throws Exception;
  }
}
