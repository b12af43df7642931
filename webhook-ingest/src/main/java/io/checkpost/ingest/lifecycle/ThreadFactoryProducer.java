package io.checkpost.ingest.lifecycle;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;

/** Makes the server's default thread factory a constructor argument. */
@Dependent
class ThreadFactoryProducer {

  @Produces
  @Resource(lookup = "java:comp/DefaultManagedThreadFactory")
  ManagedThreadFactory threads;
}
