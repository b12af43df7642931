package io.checkpost.ingest.dispatch;

/** One observer of one event: its stable id, and the call. */
interface Observer {

  String id();

  /** Calls the observer in a transaction of its own; what it throws comes out. */
  void observe() throws Exception;
}
